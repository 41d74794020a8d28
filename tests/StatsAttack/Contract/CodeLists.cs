namespace CaseManager.StatsAttack.Contract;

/// <summary>The codes a case may have, in the order they are published in; written down here a second time, so that a change there is seen.</summary>
public static class CodeLists
{
    public static readonly IReadOnlyList<string> Platforms =
        ["telegram", "facebook", "instagram", "tiktok", "x", "snapchat", "reddit", "discord", "youtube", "whatsapp", "wechat", "weibo", "pornhub", "xvideos", "google-search", "other"];

    public static readonly IReadOnlyList<string> PlatformGroups = ["telegram", "meta", "video_and_social", "chinese", "adult_sites", "search_and_other"];

    public static readonly IReadOnlyList<string> HarmTypes =
    [
        "shared_without_consent", "threat_to_share", "sextortion_financial", "sextortion_other", "hidden_camera_voyeurism", "upskirt_creepshot", "synthetic_or_edited",
        "doxxing_with_images", "recorded_assault", "fear_of_distribution", "stolen_or_hacked", "impersonation_with_images", "minor_referral",
    ];

    public static readonly IReadOnlyList<string> AgeBands = ["under_18", "18_24", "25_34", "35_44", "45_54", "55_plus", "unknown"];

    public static readonly IReadOnlyList<string> Outcomes =
    [
        "removed_all", "removed_part", "account_or_group_removed", "geo_blocked_only", "de_indexed_only", "refused", "no_answer", "already_gone", "reappeared", "referred",
        "withdrawn_by_survivor",
    ];

    public static readonly IReadOnlyList<string> RemovalTimes = ["up_to_2h", "up_to_24h", "up_to_48h", "up_to_7d", "up_to_30d", "over_30d", "still_up"];

    public static readonly IReadOnlyList<string> Statuses = ["ok", "imprecise", "below_threshold"];

    /// <summary>Not known, or not declared.</summary>
    public const string OtherCountry = "ZZ";

    /// <summary>Names of the files under <c>codes/</c>.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["platform", "platform_group", "harm_type", "country", "age_band", "outcome", "time_to_removal_band", "status"];

    /// <param name="name">Of a dimension, or <c>status</c>.</param>
    /// <param name="countries">The declared ones.</param>
    public static IReadOnlyList<string> Of(string name, IReadOnlyList<string> countries) => name switch
    {
        "platform" => Platforms,
        "platform_group" => PlatformGroups,
        "harm_type" => HarmTypes,
        "country" => [.. countries, OtherCountry],
        "age_band" => AgeBands,
        "outcome" => Outcomes,
        "time_to_removal_band" => RemovalTimes,
        "status" => Statuses,
        "side" => ["intake", "closed"],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such list."),
    };

    public static string GroupOf(string platform) => platform switch
    {
        "telegram" => "telegram",
        "facebook" or "instagram" or "whatsapp" => "meta",
        "tiktok" or "x" or "snapchat" or "reddit" or "discord" or "youtube" => "video_and_social",
        "wechat" or "weibo" => "chinese",
        "pornhub" or "xvideos" => "adult_sites",
        _ => "search_and_other",
    };
}

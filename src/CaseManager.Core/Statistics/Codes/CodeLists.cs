namespace CaseManager.Core.Statistics.Codes;

/// <summary>What a case may be coded as, catalogue version 1.</summary>
public static class CodeLists
{
    /// <summary>The platform that matters most to her, one for each case. Every platform of the directory without a code of its own is <c>other</c>.</summary>
    public static CodeList Platform { get; } = new(
        "platform",
        new("telegram", "Telegram"),
        new("facebook", "Facebook"),
        new("instagram", "Instagram"),
        new("tiktok", "TikTok"),
        new("x", "X"),
        new("snapchat", "Snapchat"),
        new("reddit", "Reddit"),
        new("discord", "Discord"),
        new("youtube", "YouTube"),
        new("whatsapp", "WhatsApp"),
        new("wechat", "WeChat"),
        new("weibo", "Weibo"),
        new("pornhub", "Pornhub"),
        new("xvideos", "XVideos"),
        new("google-search", "Google Search"),
        new("other", "Another platform"));

    /// <summary>Platforms of one kind together, for the table with two dimensions.</summary>
    public static CodeList PlatformGroup { get; } = new(
        "platform_group",
        new("telegram", "Telegram"),
        new("meta", "Facebook, Instagram, WhatsApp"),
        new("video_and_social", "TikTok, X, Snapchat, Reddit, Discord, YouTube"),
        new("chinese", "WeChat, Weibo"),
        new("adult_sites", "Pornhub, XVideos"),
        new("search_and_other", "Google Search and other platforms"));

    /// <summary>What was done to her, the main one of them.</summary>
    public static CodeList HarmType { get; } = new(
        "harm_type",
        new("shared_without_consent", "Shared without consent"),
        new("threat_to_share", "Threat to share"),
        new("sextortion_financial", "Blackmail for money"),
        new("sextortion_other", "Blackmail for something else"),
        new("hidden_camera_voyeurism", "Hidden camera or voyeurism"),
        new("upskirt_creepshot", "Taken under clothes or in public without her knowledge"),
        new("synthetic_or_edited", "Made or edited by a computer"),
        new("doxxing_with_images", "Images together with her name or address"),
        new("recorded_assault", "Recording of an assault"),
        new("fear_of_distribution", "Fear that images will be shared"),
        new("stolen_or_hacked", "Stolen or hacked"),
        new("impersonation_with_images", "Somebody poses as her"),
        new("minor_referral", "Under 18, referred"));

    /// <summary>How old she is now.</summary>
    public static CodeList AgeBand { get; } = new(
        "age_band",
        new("under_18", "Under 18"),
        new("18_24", "18 to 24"),
        new("25_34", "25 to 34"),
        new("35_44", "35 to 44"),
        new("45_54", "45 to 54"),
        new("55_plus", "55 or older"),
        new("unknown", "Not known"));

    /// <summary>How a case ended.</summary>
    public static CodeList Outcome { get; } = new(
        "outcome",
        new("removed_all", "Everything removed"),
        new("removed_part", "A part removed"),
        new("account_or_group_removed", "The account or group removed"),
        new("geo_blocked_only", "Blocked in some countries only"),
        new("de_indexed_only", "Gone from search results only"),
        new("refused", "Refused"),
        new("no_answer", "No answer"),
        new("already_gone", "Gone before we asked"),
        new("reappeared", "Removed, and there again"),
        new("referred", "Referred to others"),
        new("withdrawn_by_survivor", "Withdrawn by the survivor"));

    /// <summary>From the first recorded submission, or acceptance by the platform's mail server, to the confirmed removal.</summary>
    public static CodeList RemovalTime { get; } = new(
        "time_to_removal_band",
        new("up_to_2h", "Up to 2 hours"),
        new("up_to_24h", "Up to 24 hours"),
        new("up_to_48h", "Up to 48 hours"),
        new("up_to_7d", "Up to 7 days"),
        new("up_to_30d", "Up to 30 days"),
        new("over_30d", "More than 30 days"),
        new("still_up", "Still there"));

    /// <summary>Number of the platform group for each number of a platform, from 1; index 0 is not used.</summary>
    public static IReadOnlyList<short> GroupOfPlatform { get; } = [0, .. Platform.Codes.Select(platform => PlatformGroup.NumberOf(GroupOf(platform.Name))!.Value)];

    /// <summary>The code under which a platform of the directory is counted.</summary>
    /// <param name="directoryId">Its id there.</param>
    public static short PlatformOf(string directoryId) => Platform.NumberOf(directoryId) ?? Platform.NumberOf("other")!.Value;

    private static string GroupOf(string platform) => platform switch
    {
        "telegram" => "telegram",
        "facebook" or "instagram" or "whatsapp" => "meta",
        "tiktok" or "x" or "snapchat" or "reddit" or "discord" or "youtube" => "video_and_social",
        "wechat" or "weibo" => "chinese",
        "pornhub" or "xvideos" => "adult_sites",
        _ => "search_and_other",
    };
}

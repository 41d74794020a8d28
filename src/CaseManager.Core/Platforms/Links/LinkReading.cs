namespace CaseManager.Core.Platforms.Links;

/// <summary>What a rule made of a link: a key and the address built from it, or the reason why there is none.</summary>
/// <param name="Host">Of a web link; null where the platform is Telegram.</param>
/// <param name="Low">True where the key is a likely guess at what was meant.</param>
/// <param name="Telegram">True where the Telegram table knew the link, also when it refused it.</param>
internal readonly record struct LinkReading(
    string? Kind, string? Key, string? Url, string? Host, string? Reason, bool Low, bool Telegram)
{
    public static LinkReading Refuse(string reason) => new(null, null, null, null, reason, false, false);

    public static LinkReading RefuseTelegram(string reason) => new(null, null, null, null, reason, false, true);

    public static LinkReading OfTelegram(string kind, string rest, string url) =>
        new(kind, $"tg:{kind}:{rest}", url, null, null, false, true);

    public static LinkReading OfWeb(string location, string host, bool low) =>
        new("web", $"web:{location}", $"https://{location}", host, null, low, false);
}

using CaseManager.Core.Platforms.Links;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>One released link as a notice shows it.</summary>
/// <param name="Key">Canonical key.</param>
/// <param name="Url">Address built from the key.</param>
/// <param name="Platform">Directory id, or <see langword="null"/> for a host without a record.</param>
public sealed record NoticeLink(string Key, string Url, string? Platform)
{
    private string[] Parts => Key.Split(':');

    /// <summary>Second part of a Telegram key, else <c>web</c>.</summary>
    public string Kind => IsTelegram ? Parts[1] : "web";

    /// <summary>Telegram name with <c>@</c> or id with <c>#</c>, else empty.</summary>
    public string Peer => IsTelegram && Parts.Length > 2 && Parts[2] is ['@' or '#', ..] ? Parts[2] : "";

    /// <summary>Number of the message or story, else empty.</summary>
    public string Message => Peer.Length > 0 && Parts.Length > 3 ? Parts[3] : "";

    /// <summary>Anyone can open it without an invitation.</summary>
    public bool IsPublic => !IsTelegram || (Kind is not ("invite" or "folder" or "user") && Peer is not ['#', ..]);

    /// <summary>Registrable host of a web link, empty for Telegram.</summary>
    public string Host => IsTelegram ? "" : RegistrableHosts.Of(WithoutPort(Key["web:".Length..].Split('/')[0]));

    private bool IsTelegram => Parts is ["tg", _, ..];

    /// <exception cref="ArgumentException">The link has no key.</exception>
    public static NoticeLink From(NormalizedLink link) => link is { Key: { } key, Url: { } url }
        ? new NoticeLink(key, url, link.Platform)
        : throw new ArgumentException("A link without a key cannot stand in a notice.", nameof(link));

    private static string WithoutPort(string host) =>
        host.LastIndexOf(':') is >= 0 and var colon && colon > host.LastIndexOf(']') ? host[..colon] : host;
}

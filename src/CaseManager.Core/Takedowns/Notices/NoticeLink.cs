namespace CaseManager.Core.Takedowns.Notices;

/// <summary>One released link as a notice shows it.</summary>
/// <param name="Key">Canonical key.</param>
/// <param name="Url">Address built from the key.</param>
/// <param name="Platform">Directory id, or <see langword="null"/> for a host without a record.</param>
public sealed record NoticeLink(string Key, string Url, string? Platform)
{
    private readonly string[] parts = Key.Split(':');

    /// <summary>Second part of a Telegram key, else <c>web</c>.</summary>
    public string Kind => IsTelegram ? parts[1] : "web";

    /// <summary>Telegram name with <c>@</c> or id with <c>#</c>, else empty.</summary>
    public string Peer => IsTelegram && parts.Length > 2 && parts[2] is ['@' or '#', ..] ? parts[2] : "";

    /// <summary>Number of the message or story, else empty.</summary>
    public string Message => Peer.Length > 0 && parts.Length > 3 ? parts[3] : "";

    /// <summary>Anyone can open it without an invitation.</summary>
    public bool IsPublic => !IsTelegram || (Kind is not ("invite" or "folder" or "user") && Peer is not ['#', ..]);

    /// <summary>Host of the address, without one leading <c>www.</c>.</summary>
    public string Host => Uri.TryCreate(Url, UriKind.Absolute, out var uri)
        ? uri.Host.StartsWith("www.", StringComparison.Ordinal) ? uri.Host[4..] : uri.Host
        : "";

    private bool IsTelegram => parts is ["tg", _, ..];
}

namespace CaseManager.Core.Platforms;

/// <summary>Addresses that no notice, contact, reply address or copy may ever use (for authorities only, or for something else).</summary>
public sealed class NeverAddresses
{
    private readonly HashSet<string> mail;
    private readonly HashSet<string> web;

    public NeverAddresses(IEnumerable<Platform> platforms)
    {
        var never = platforms.SelectMany(platform => platform.Channels).Where(channel => channel.Use is ChannelUse.Never).ToList();
        mail = [.. never.SelectMany(channel => MailAddressText.Find(channel.Address))];
        web = [.. never.Select(channel => WebAddress(channel.Address)).OfType<string>()];
    }

    /// <summary>Whether one of them stands anywhere in what was typed.</summary>
    /// <remarks>Compared after trimming, lower-casing, and removing display name and <c>+tag</c>.</remarks>
    public bool Contain(string typed) =>
        MailAddressText.Find(typed).Any(mail.Contains) || (WebAddress(typed) is { } address && web.Contains(address));

    private static string? WebAddress(string text) =>
        Uri.TryCreate(MailAddressText.Plain(text), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? uri.Host + uri.AbsolutePath.TrimEnd('/')
            : null;
}

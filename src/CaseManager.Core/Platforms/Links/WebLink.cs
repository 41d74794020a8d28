namespace CaseManager.Core.Platforms.Links;

/// <summary>What stands after <c>http://</c>, <c>https://</c> or nothing.</summary>
internal static class WebLink
{
    public static LinkReading Read(ReadOnlySpan<char> address, bool nested)
    {
        var hash = address.IndexOf('#');
        var whole = hash < 0 ? address : LinkText.TrimEnd(address[..hash]);
        var end = whole.IndexOfAny('/', '?');
        var authority = end < 0 ? whole : whole[..end];
        var path = end < 0 ? "" : whole[end..];
        if (authority.Contains('@'))
        {
            return LinkReading.Refuse("user_info");
        }

        var from = authority.StartsWith("[") ? authority.IndexOf(']') + 1 : 0;
        var colon = authority[from..].IndexOf(':') is var found && found < 0 ? -1 : from + found;
        var host = LinkHost.Read(colon < 0 ? authority : authority[..colon], out var reason);
        if (host is null)
        {
            return LinkReading.Refuse(reason);
        }

        var port = colon < 0 ? "" : Port(authority[(colon + 1)..]);
        var slash = path is ['/', ..] ? "" : "/";
        if (TelegramAddress.IsTelegramHost(host))
        {
            return port is "" ? TelegramAddress.Read(host, path, hash < 0 ? "" : address[(hash + 1)..], nested)
                : LinkReading.RefuseTelegram("bad_port");
        }

        if (port is "" && PlatformLinks.Canonical(host, path) is { } location)
        {
            return LinkReading.OfWeb(location, location[..location.IndexOf('/')], low: false);
        }

        return port is null ? LinkReading.Refuse("bad_port")
            : LinkReading.OfWeb($"{host}{port}{slash}{path}", host, path.ContainsAny(LinkTable.Hidden));
    }

    /// <summary><c>:8080</c>, nothing for the ports http and https have anyway (they are one here), null for no port at all.</summary>
    private static string? Port(ReadOnlySpan<char> digits) =>
        digits.Length == 0 ? ""
        : LinkText.Positive(digits, "65535") is not { } port ? null
        : port is "80" or "443" ? "" : $":{port}";
}

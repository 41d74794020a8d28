namespace CaseManager.Web.Pages.Public;

/// <summary>Links to services outside: where they lead is what they say.</summary>
public static class WebAddress
{
    /// <summary>Whether it can be a link: an address of the web, and of nothing else.</summary>
    public static bool IsWeb(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0;

    /// <summary>The address as people write it: no scheme, no <c>www</c>, no query, no slash at the end.</summary>
    public static string Shown(string address) => Host(address) + new Uri(address).AbsolutePath.TrimEnd('/');

    /// <summary>The site alone, where there is one link to it.</summary>
    public static string Host(string address)
    {
        var host = new Uri(address).IdnHost;
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }
}

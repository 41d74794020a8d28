using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Takedowns.Watching;

namespace CaseManager.Web.Probes;

/// <summary>Reads a page of any other site: by status, by where the answer came from, and by declared removal pages. A page that answers proves nothing.</summary>
internal static class WebPage
{
    private static readonly string[] signIn = ["login", "log-in", "signin", "sign-in", "sign_in", "auth", "authwall", "account", "accounts", "challenge", "checkpoint"];

    public static PageVerdict Read(CanonicalKey key, SavedPage page, RemovalPages removals)
    {
        var asked = new Uri(key.Url);
        if (!IsSameHost(asked, page.Address))
        {
            return PageVerdict.Unreadable(ProbeRules.Redirected);
        }

        if (page.Moved && page.Address.AbsolutePath.ToLowerInvariant().Split('/').Any(signIn.Contains))
        {
            return PageVerdict.Unreadable(ProbeRules.SignIn);
        }

        if (page.Status is 404 or 410)
        {
            return asked.PathAndQuery == "/" ? PageVerdict.Unreadable(ProbeRules.FrontPage) : new(Verdict.Missing, ProbeRules.NotFound);
        }

        if (page.Status != 200)
        {
            return PageVerdict.Unreadable(ProbeRules.Status);
        }

        return removals.Find(page.Address.IdnHost, page.Body) is { } removal
            ? new(Verdict.Missing, $"{ProbeRules.RemovalPage}:{removal}")
            : PageVerdict.Unreadable(ProbeRules.Answers);
    }

    /// <summary>One leading <c>www.</c> makes no other host.</summary>
    public static bool IsSameHost(Uri one, Uri other) => RemovalPages.WithoutWww(one.IdnHost) == RemovalPages.WithoutWww(other.IdnHost);
}

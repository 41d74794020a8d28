namespace CaseManager.Core.Takedowns;

/// <summary>Routes as codes in statements and JSON.</summary>
public static class RouteCodes
{
    public static string Write(NoticeRoute route) => route switch
    {
        NoticeRoute.Mail => "mail",
        NoticeRoute.Form => "form",
        NoticeRoute.InApp => "in-app",
        NoticeRoute.Draft => "draft",
    };

    /// <returns><see langword="false"/> for anything else.</returns>
    public static bool TryRead(string code, out NoticeRoute route)
    {
        (var known, route) = code switch
        {
            "mail" => (true, NoticeRoute.Mail),
            "form" => (true, NoticeRoute.Form),
            "in-app" => (true, NoticeRoute.InApp),
            "draft" => (true, NoticeRoute.Draft),
            _ => (false, default),
        };
        return known;
    }
}

namespace CaseManager.Web.Mail.Inbound;

/// <summary>The first token of a header: comments, parameters and what follows are no part of it (RFC 3834, 5; RFC 5322, 3.2).</summary>
internal static class FirstToken
{
    private const string Ends = " \t\r\n;,()\"<>";

    /// <returns>Lower case; null where there is none.</returns>
    internal static string? Of(string? header)
    {
        if (header is null)
        {
            return null;
        }

        var at = 0;
        for (var comments = 0; at < header.Length && (comments > 0 || Ends.Contains(header[at])); at++)
        {
            switch (header[at])
            {
                case '\\' when comments > 0:
                    at++;
                    break;
                case '(':
                    comments++;
                    break;
                case ')' when comments > 0:
                    comments--;
                    break;
            }
        }

        var end = at;
        while (end < header.Length && !Ends.Contains(header[end]))
        {
            end++;
        }

        return end > at && at < header.Length ? header[at..end].ToLowerInvariant() : null;
    }
}

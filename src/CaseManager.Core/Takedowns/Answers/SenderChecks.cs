namespace CaseManager.Core.Takedowns.Answers;

/// <summary>What a server found out about the sender of a mail.</summary>
public enum SenderVerdict
{
    /// <summary>Nothing, or nothing about this sender.</summary>
    Unknown,

    /// <summary>It comes from where it says.</summary>
    Passed,

    /// <summary>It does not, or cannot be shown to.</summary>
    Failed,
}

/// <summary>One Authentication-Results header (RFC 8601).</summary>
/// <param name="Server">Who says so (<c>authserv-id</c>), lower case. Anybody can write such a header: only our own server's counts.</param>
/// <param name="Results">Method, result and the domain it is about, all lower case.</param>
public sealed record SenderChecks(string Server, IReadOnlyList<(string Method, string Result, string? Domain)> Results)
{
    private const int Most = 50;

    private static readonly string[] Failures = ["fail", "softfail", "permerror", "policy"];
    private static readonly string[] DomainProperties = ["header.from=", "header.d=", "smtp.mailfrom=", "header.i="];

    public static SenderChecks Read(string header)
    {
        var pieces = WithoutComments(header).ToLowerInvariant().Split(';', Most + 1);
        var server = pieces[0].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [var id, ..] ? id : "";
        return new SenderChecks(server, [.. pieces.Skip(1).Take(Most).Select(ReadResult).OfType<(string, string, string?)>()]);
    }

    /// <summary>DMARC's word where there is one; else DKIM or SPF for the very domain passes, and a failure of either fails.</summary>
    /// <param name="domain">Of the From address; null where there is none, which nothing can pass.</param>
    public SenderVerdict VerdictFor(string? domain)
    {
        if (Results.FirstOrDefault(result => result.Method == "dmarc" && result.Result is "pass" or "fail").Result is { } dmarc)
        {
            return dmarc == "pass" ? SenderVerdict.Passed : SenderVerdict.Failed;
        }

        var checks = Results.Where(result => result.Method is "dkim" or "spf").ToList();
        return domain is not null && checks.Exists(result => result.Result == "pass" && IsSame(result.Domain, domain)) ? SenderVerdict.Passed
            : Results.Any(result => Failures.Contains(result.Result) && result.Method is "dkim" or "spf" or "dmarc") ? SenderVerdict.Failed
            : SenderVerdict.Unknown;
    }

    // Relaxed alignment (RFC 7489, 3.1) without a list of public suffixes: one is the other or lies under it.
    private static bool IsSame(string? checkedDomain, string domain) =>
        checkedDomain is { } other && other.Contains('.')
        && (other == domain || other.EndsWith($".{domain}", StringComparison.Ordinal) || domain.EndsWith($".{other}", StringComparison.Ordinal));

    private static (string Method, string Result, string? Domain)? ReadResult(string piece)
    {
        var words = piece.Split((char[]?)null, 20, StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var first, .. var rest] || first.Split('=', 2) is not [{ Length: > 0 } method, { Length: > 0 } result])
        {
            return null;
        }

        var domain = DomainProperties.Select(name => rest.FirstOrDefault(word => word.StartsWith(name, StringComparison.Ordinal))?[name.Length..]).FirstOrDefault(value => value is not null);
        return (method.Split('/')[0], result, domain is null ? null : domain[(domain.LastIndexOf('@') + 1)..].Trim('"'));
    }

    private static string WithoutComments(string header)
    {
        var kept = new System.Text.StringBuilder(header.Length);
        var depth = 0;
        foreach (var character in header)
        {
            depth += character == '(' ? 1 : 0;
            if (depth == 0)
            {
                kept.Append(character);
            }

            depth -= character == ')' && depth > 0 ? 1 : 0;
        }

        return kept.ToString();
    }
}

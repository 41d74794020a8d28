using System.Collections.Frozen;

namespace CaseManager.Core.Platforms.Links;

/// <summary>The registrable host of a host: its public suffix and one label. Groups links, never a part of a key.</summary>
/// <remarks>Public suffix list in <c>public-suffixes.txt</c>, whose first line states the version; private suffixes count too.</remarks>
public static class RegistrableHosts
{
    private static readonly FrozenSet<string> rules = ReadRules();

    /// <param name="host">As a web key holds it, without port. An IP address and a lone suffix are their own answer.</param>
    public static string Of(string host)
    {
        if (IpAddress.IsIn(host))
        {
            return host;
        }

        var labels = host.Split('.');
        for (var at = 0; at < labels.Length; at++)
        {
            var name = string.Join('.', labels[at..]);
            if (rules.Contains($"!{name}"))
            {
                return name;
            }

            if (rules.Contains(name) || (at + 1 < labels.Length && rules.Contains($"*.{string.Join('.', labels[(at + 1)..])}")))
            {
                return string.Join('.', labels[Math.Max(0, at - 1)..]);
            }
        }

        return string.Join('.', labels[Math.Max(0, labels.Length - 2)..]);
    }

    private static FrozenSet<string> ReadRules()
    {
        using var reader = new StreamReader(LinkTable.Open("public-suffixes.txt"));
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
            .ToFrozenSet(StringComparer.Ordinal);
    }
}

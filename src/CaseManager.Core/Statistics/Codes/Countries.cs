using System.Collections.Frozen;

namespace CaseManager.Core.Statistics.Codes;

/// <summary>Countries by ISO 3166-1, two capital letters.</summary>
public static class Countries
{
    /// <summary>Not known, or none of those an organisation declared.</summary>
    public const string Other = "ZZ";

    private static readonly Lazy<FrozenDictionary<string, string>> Listed = new(Read);

    /// <summary>Whether this is a country's code.</summary>
    public static bool IsCountry(string code) => Listed.Value.ContainsKey(code);

    /// <summary>Its English name, or the code itself.</summary>
    public static string NameOf(string code) => code == Other ? "Another country, or not known" : Listed.Value.GetValueOrDefault(code, code);

    /// <summary>Every country's code, in order.</summary>
    public static IReadOnlyList<string> All => [.. Listed.Value.Keys.Order(StringComparer.Ordinal)];

    private static FrozenDictionary<string, string> Read()
    {
        using var stream = typeof(Countries).Assembly.GetManifestResourceStream("countries.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(',', 2))
            .ToFrozenDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }
}

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>The templates that ship with the program.</summary>
public static class NoticeTemplates
{
    private const string Folder = "notices/";
    private const string Ending = ".liquid";

    private static readonly Lazy<IReadOnlyList<NoticeTemplate>> Shipped = new(() => [.. ReadAll()]);

    /// <summary>Regimes a notice can be rendered under.</summary>
    public static IReadOnlyList<string> RegimeIds => [.. Shipped.Value.Select(template => template.RegimeId).Distinct().Order()];

    /// <summary>Languages some template exists in.</summary>
    public static IReadOnlyList<string> Languages => [.. Shipped.Value.Select(template => template.Language).Distinct().Order()];

    public static bool Has(string regimeId, string language) => Find(regimeId, language) is not null;

    internal static NoticeTemplate? Find(string regimeId, string language) =>
        Shipped.Value.FirstOrDefault(template => template.RegimeId == regimeId && template.Language == language);

    private static IEnumerable<NoticeTemplate> ReadAll()
    {
        var assembly = typeof(NoticeTemplates).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var place = name[Folder.Length..^Ending.Length].Split('/');
            yield return NoticeTemplate.Parse(place[0], place[1], reader.ReadToEnd());
        }
    }
}

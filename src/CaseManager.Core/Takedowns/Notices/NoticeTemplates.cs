using System.Reflection;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>The templates that ship with the program.</summary>
public static class NoticeTemplates
{
    /// <summary>The language every notice can be written in.</summary>
    public const string English = "en";

    private const string Folder = "notices/";
    private const string Ending = ".liquid";
    private const string Shared = "common";

    // Texts that follow a notice, whatever law that rests on.
    private static readonly string[] FollowUps = [FollowUpInputs.Reminder, FollowUpInputs.Complaint, FollowUpInputs.Rescission];

    private static readonly Lazy<IReadOnlyList<NoticeTemplate>> Shipped = new(() => [.. ReadAll()]);

    /// <summary>Regimes a notice can be rendered under.</summary>
    public static IReadOnlyList<string> RegimeIds => [.. Shipped.Value.Select(template => template.RegimeId).Distinct().Except(FollowUps).Order()];

    /// <summary>Languages some template exists in.</summary>
    public static IReadOnlyList<string> Languages => [.. Shipped.Value.Select(template => template.Language).Distinct().Order()];

    /// <summary>Languages a regime's notices can be rendered in, English first.</summary>
    public static IReadOnlyList<string> LanguagesOf(string regimeId) =>
        [.. Shipped.Value.Where(template => template.RegimeId == regimeId).Select(template => template.Language).OrderBy(language => language != English).ThenBy(language => language, StringComparer.Ordinal)];

    public static bool Has(string regimeId, string language) => Find(regimeId, language) is not null;

    /// <summary>Whether a template says what a notice about a whole channel, group or site says, in nobody's name but the organisation's.</summary>
    public static bool SpeaksOfVenues(string regimeId, string language) =>
        Find(regimeId, language)?.Parts.Any(part => part is { Kind: NoticePartKind.Text, Id: "scope" }) is true;

    internal static NoticeTemplate? Find(string regimeId, string language) =>
        Shipped.Value.FirstOrDefault(template => template.RegimeId == regimeId && template.Language == language);

    /// <summary>What the templates say whoever the notice is for: the lines without anything filled in, of one template a text.</summary>
    internal static IEnumerable<string> FixedTexts()
    {
        var assembly = typeof(NoticeTemplates).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Ending.Length].Split('/'))
            .Select(place => string.Join('\n', Read(assembly, place[0], place[1]).Split('\n').Select(line => line.AsSpan().ContainsAny('{', '=') ? "" : line)));
    }

    private static IEnumerable<NoticeTemplate> ReadAll()
    {
        var assembly = typeof(NoticeTemplates).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Ending.Length].Split('/'))
            .ToLookup(place => place[0] == Shared, place => (Owner: place[0], Language: place[1]));
        var shared = files[true].ToDictionary(file => file.Language, file => NoticeTemplate.ParseShared(Read(assembly, file.Owner, file.Language)));
        return files[false].Select(file =>
            NoticeTemplate.Parse(file.Owner, file.Language, Read(assembly, file.Owner, file.Language), shared.GetValueOrDefault(file.Language)));
    }

    private static string Read(Assembly assembly, string owner, string language)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream($"{Folder}{owner}/{language}{Ending}")!);
        return reader.ReadToEnd();
    }
}

using System.Text.RegularExpressions;
using System.Xml.Linq;
using CaseManager.TestSupport;
using CaseManager.Web.Texts;

namespace CaseManager.Web.Tests.Texts;

/// <summary>Every language has every text of the public pages, whole, and none that no page has.</summary>
public sealed partial class TranslationTests
{
    /// <summary>Resources of the public pages; of the error pages only what the public host shows.</summary>
    private static readonly string[] resources = ["PublicText", "PlainFormText", "HelpText", "SharedText", "ErrorText"];

    /// <summary>Names, which stay as they are.</summary>
    private static readonly string[] names = ["script.platform-", "script.fact-platform-", "script.on-platform", "hours.list", "TakeItDown.Title", "ReportRemove.Title", "StopNcii.Title", "ListSeparator", "done.more.link", "young.all.link", "young.uk.link", "TakeItDown", "ReportRemove", "StopNcii"];

    /// <summary>Words that are spelled alike in both.</summary>
    private static readonly Dictionary<string, string[]> alike = new()
    {
        ["es"] = ["danger.none", "statistics.no", "script.no", "DangerNone", "script.error-prefix", "danger.numbers.au", "Country."],
    };

    public static TheoryData<string, string> Translations()
    {
        var all = new TheoryData<string, string>();
        foreach (var language in Languages.Written.Where(language => language.Name != "en"))
        {
            foreach (var resource in resources)
            {
                all.Add(resource, language.Name);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Language_HasEveryTextAndNoOther(string resource, string language) =>
        Assert.Equal(OfPublicPages(resource).Keys.Order(StringComparer.Ordinal), Read(resource, language).Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Translations))]
    public void Text_HasTheSamePlacesAsTheEnglishOne(string resource, string language)
    {
        var english = OfPublicPages(resource);

        Assert.All(Read(resource, language), text => Assert.Equal(Places(english[text.Key]), Places(text.Value)));
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Text_IsTranslatedAndWritten(string resource, string language)
    {
        var english = OfPublicPages(resource);

        Assert.All(Read(resource, language), text =>
        {
            Assert.True(text.Key == "ListSeparator" || text.Value == text.Value.Trim(), $"{text.Key} has a space at an end.");
            Assert.NotEmpty(text.Value);
            Assert.True(text.Value != english[text.Key] || names.Concat(alike.GetValueOrDefault(language, [])).Any(name => text.Key.StartsWith(name, StringComparison.Ordinal)), $"{text.Key} is in English.");
            Assert.DoesNotMatch(MarkOrSlip(), text.Value);
        });
    }

    [Theory]
    [InlineData("PublicText")]
    [InlineData("PlainFormText")]
    [InlineData("HelpText")]
    [InlineData("SharedText")]
    public void Text_IsAskedForSomewhere(string resource)
    {
        var sources = Directory.EnumerateFiles(RepositoryFolder.File("src/CaseManager.Web"), "*.cs*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        var asked = sources.SelectMany(source => Quoted().Matches(source).Select(match => match.Groups[1].Value)).ToHashSet();

        // What scripts show is held by the scripts' own test; names put together from a list are found by their parts.
        var unused = Read(resource, "").Keys.Where(name => !name.StartsWith("script.", StringComparison.Ordinal) && !asked.Contains(name) && !IsComposed(name, asked));
        Assert.Empty(unused);
    }

    private static bool IsComposed(string name, HashSet<string> asked)
    {
        var parts = name.Split('.');
        return parts.Length > 1
            ? asked.Any(one => one.StartsWith(parts[0] + ".{", StringComparison.Ordinal)) || parts.All(part => asked.Contains(part) || asked.Any(one => one.Split('.', '{', '}', '$').Contains(part)))
            : Capitals().Split(name) is { Length: > 1 } words && Enumerable.Range(1, words.Length - 1).Any(cut =>
                asked.Contains(string.Concat(words[..cut])) && (asked.Contains(string.Concat(words[cut..])) || asked.Contains(string.Concat(words[cut..]).ToLowerInvariant()) || words[cut..] is ["Label"] or ["Legend"]));
    }

    private static Dictionary<string, string> OfPublicPages(string resource) => Read(resource, "")
        .Where(text => resource != "ErrorText" || text.Key == "Reference" || text.Key.StartsWith("Public.", StringComparison.Ordinal))
        .ToDictionary(text => text.Key, text => text.Value);

    private static Dictionary<string, string> Read(string resource, string language)
    {
        var file = RepositoryFolder.File($"src/CaseManager.Web/Resources/{resource}{(language.Length > 0 ? "." : "")}{language}.resx");
        return XDocument.Load(file, LoadOptions.PreserveWhitespace).Root!.Elements("data").ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!);
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex("(?<=\")([^\"\\s]{1,60})(?=\")")]
    private static partial Regex Quoted();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Capitals();

    // Marks of direction belong to the page, not to its texts; two spaces, or a letter that was lost, are slips.
    [GeneratedRegex("[\u202a-\u202e\u2066-\u2069\ufffd]|  ")]
    private static partial Regex MarkOrSlip();
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Texts;

/// <summary>
/// Texts that the organisation says in its own way, without building anything: a folder with a file a language, such as <c>ko.json</c>,
/// which holds <c>{ "PublicText": { "start.title": "…" } }</c>. What is not in it stands as the program says it.
/// </summary>
public sealed partial class OwnTexts
{
    private readonly Dictionary<(string Language, string Resource, string Name), string> texts = [];

    private OwnTexts()
    {
    }

    /// <summary>What is wrong with the folder, a sentence each; empty where it can be used as it is.</summary>
    public IReadOnlyList<string> Findings { get; private init; } = [];

    /// <summary>An own text, or <see langword="null"/> where the organisation has none for this.</summary>
    /// <param name="language">Its own or a narrower one.</param>
    public string? Find(CultureInfo language, string resource, string name)
    {
        for (var culture = language; culture.Name.Length > 0; culture = culture.Parent)
        {
            if (texts.TryGetValue((culture.Name, resource, name), out var text))
            {
                return text;
            }
        }

        return null;
    }

    /// <param name="folder">Full path; empty where the organisation has no texts of its own.</param>
    /// <param name="factory">The program's texts, which an own text must fit.</param>
    public static OwnTexts Read(string folder, IStringLocalizerFactory factory)
    {
        if (folder.Length == 0)
        {
            return new OwnTexts();
        }

        if (!Path.IsPathFullyQualified(folder) || !Directory.Exists(folder))
        {
            return new OwnTexts { Findings = [$"{folder} is no folder, or not its full path."] };
        }

        List<string> findings = [];
        var read = new OwnTexts { Findings = findings };
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            read.Add(file, factory, findings);
        }

        return read;
    }

    private void Add(string file, IStringLocalizerFactory factory, List<string> findings)
    {
        var language = Path.GetFileNameWithoutExtension(file);
        if (Languages.Written.All(written => written.Name != language))
        {
            findings.Add($"{file} is named after no language of this program ({string.Join(", ", Languages.Written.Select(written => written.Name))}).");
            return;
        }

        Dictionary<string, Dictionary<string, string>?> content;
        try
        {
            content = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>?>>(File.ReadAllText(file)) ?? [];
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            findings.Add($"{file} cannot be read: {unreadable.Message}");
            return;
        }

        foreach (var (resource, entries) in content)
        {
            if (typeof(SharedText).Assembly.GetType($"{typeof(SharedText).Namespace}.{resource}") is not { } type)
            {
                findings.Add($"{file}: there are no texts called {resource}.");
                continue;
            }

            var known = factory.Create(type);
            foreach (var (name, text) in entries ?? [])
            {
                if (Wrong(known[name], text) is { } wrong)
                {
                    findings.Add($"{file}: {resource}, {name} {wrong}.");
                }
                else
                {
                    texts[(language, resource, name)] = text;
                }
            }
        }
    }

    private static string? Wrong(LocalizedString known, string? text) =>
        known.ResourceNotFound ? "is no text of this program"
        : string.IsNullOrWhiteSpace(text) ? "is empty"
        : !Places(text).SetEquals(Places(known.Value)) ? $"must have the places {string.Join(" ", Places(known.Value).Order())} and no others"
        : Places(known.Value).Count > 0 && !IsPattern(text) ? "has a curly bracket that begins or ends no place"
        : null;

    // As it will be filled in: a stray bracket would break the page that shows it.
    private static bool IsPattern(string text)
    {
        try
        {
            CompositeFormat.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}

/// <summary>Says at start what is wrong with the organisation's own texts.</summary>
internal sealed class OwnTextsCheck(OwnTexts texts) : IValidateOptions<CaseManagerOptions>
{
    public ValidateOptionsResult Validate(string? name, CaseManagerOptions options) => texts.Findings.Count == 0
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(texts.Findings.Select(finding => $"The setting {CaseManagerOptions.Section}:{nameof(CaseManagerOptions.OwnTexts)} leads to a text that cannot be used. {finding}"));
}

using System.Globalization;
using Fluid;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>The text of a notice under one regime in one language, in its parts.</summary>
internal sealed class NoticeTemplate
{
    private static readonly FluidParser Parser = new();

    private NoticeTemplate(string regimeId, string language, IReadOnlyDictionary<string, string> front, IReadOnlyList<NoticePart> parts)
    {
        (RegimeId, Language, Parts) = (regimeId, language, parts);
        Version = int.Parse(front["version"], NumberStyles.None, CultureInfo.InvariantCulture);
        Elements = front["elements"].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        ReviewedByCounsel = front["reviewed by counsel"] switch
        {
            "yes" => true,
            "no" => false,
            _ => throw new FormatException("\"reviewed by counsel\" is yes or no."),
        };
    }

    internal string RegimeId { get; }

    internal string Language { get; }

    internal int Version { get; }

    /// <summary>Elements of the regime the text covers.</summary>
    internal IReadOnlyList<string> Elements { get; }

    internal bool ReviewedByCounsel { get; }

    internal IReadOnlyList<NoticePart> Parts { get; }

    /// <summary>As a notice records it: regime, language, version.</summary>
    internal string Id => string.Create(CultureInfo.InvariantCulture, $"{RegimeId}/{Language}/{Version}");

    internal NoticePart Part(NoticePartKind kind, string id = "") => Parts.Single(part => part.Kind == kind && part.Id == id);

    /// <exception cref="FormatException">Front matter or a part is missing, doubled or not understood.</exception>
    /// <param name="shared">Texts of the language that every template may use; they come first.</param>
    internal static NoticeTemplate Parse(string regimeId, string language, string text, IReadOnlyList<NoticePart>? shared = null)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var end = lines is ["---", ..] ? Array.IndexOf(lines, "---", 1) : -1;
        if (end < 0)
        {
            throw new FormatException("A template begins with front matter between two lines of three hyphens.");
        }

        var front = lines[1..end].Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).ToDictionary(pair => pair[0], pair => pair[^1]);
        if (!front.Keys.Order().SequenceEqual(["elements", "reviewed by counsel", "version"]))
        {
            throw new FormatException("Front matter holds version, elements and reviewed by counsel, and nothing else.");
        }

        var template = new NoticeTemplate(regimeId, language, front, [.. shared ?? [], .. ReadParts(lines[(end + 1)..])]);
        return template.Parts.DistinctBy(part => (part.Kind, part.Id)).Count() == template.Parts.Count
            && template.Parts.Where(part => part.Kind is NoticePartKind.Element).Select(part => part.Id).Order().SequenceEqual(template.Elements.Order())
            ? template
            : throw new FormatException("Every element of the front matter has one part, and no part stands twice.");
    }

    /// <summary>The texts that all templates of a language share.</summary>
    /// <exception cref="FormatException">It holds something else than texts.</exception>
    internal static IReadOnlyList<NoticePart> ParseShared(string text)
    {
        List<NoticePart> parts = [.. ReadParts(text.ReplaceLineEndings("\n").Split('\n'))];
        return parts.All(part => part.Kind is NoticePartKind.Text)
            ? parts
            : throw new FormatException("What templates share is texts, and nothing else.");
    }

    private static IEnumerable<NoticePart> ReadParts(string[] lines)
    {
        for (var start = 0; start < lines.Length;)
        {
            var next = Array.FindIndex(lines, start + 1, IsHeading);
            var stop = next < 0 ? lines.Length : next;
            if (IsHeading(lines[start]))
            {
                yield return ReadPart(lines[start][4..^4].Trim(), string.Join('\n', lines[(start + 1)..stop]));
            }
            else if (lines[start..stop].Any(line => line.Length > 0))
            {
                throw new FormatException("Text stands before the first part.");
            }

            start = stop;
        }
    }

    private static NoticePart ReadPart(string heading, string liquid)
    {
        if (!Parser.TryParse(liquid, out var parsed, out var error))
        {
            throw new FormatException($"The part \"{heading}\" is not Liquid: {error}");
        }

        return heading.Split(' ') switch
        {
            ["subject"] => new NoticePart(NoticePartKind.Subject, "", null, parsed),
            ["mail"] => new NoticePart(NoticePartKind.Mail, "", null, parsed),
            ["element", var id] => new NoticePart(NoticePartKind.Element, id, id, parsed),
            ["unconfirmed", var id] => new NoticePart(NoticePartKind.Unconfirmed, id, id, parsed),
            ["text", var id] => new NoticePart(NoticePartKind.Text, id, null, parsed),
            ["field", var id, "covers", var element] => new NoticePart(NoticePartKind.Field, id, element, parsed),
            ["field", var id] => new NoticePart(NoticePartKind.Field, id, null, parsed),
            _ => throw new FormatException($"\"{heading}\" is no part of a template."),
        };
    }

    private static bool IsHeading(string line) => line.StartsWith("=== ", StringComparison.Ordinal) && line.EndsWith(" ===", StringComparison.Ordinal);
}

internal enum NoticePartKind
{
    Subject,
    Element,

    /// <summary>For whoever decides, never sent: why it is not certain that the element is met. Empty: it is.</summary>
    Unconfirmed,
    Text,
    Mail,
    Field,
}

/// <param name="Kind">What it is.</param>
/// <param name="Id">Empty for subject and mail.</param>
/// <param name="Covers">The regime's element it fulfils.</param>
/// <param name="Liquid">Its text.</param>
internal sealed record NoticePart(NoticePartKind Kind, string Id, string? Covers, IFluidTemplate Liquid);

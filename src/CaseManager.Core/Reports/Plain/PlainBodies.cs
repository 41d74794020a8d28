using System.Text.Encodings.Web;
using System.Text.Json;

namespace CaseManager.Core.Reports.Plain;

/// <summary>Writes a plain report as the bodies that caseworkers' browsers read.</summary>
internal static class PlainBodies
{
    private const int LongestLink = 4000;
    private const int MostLinks = 500;
    private const int OpeningLength = 140;

    // The bytes go under a seal, never into a page: what needs no escaping in JSON is not escaped.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Report(PlainReport report, DateTimeOffset at)
    {
        var (links, leftovers) = ReadLinks(report.Links);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                V = 1,
                report.About,
                Links = links.Select(typed => new { Typed = typed, Key = (string?)null, Platform = (string?)null }),
                Leftovers = leftovers,
                report.Story,
                Where = "",
                Since = "",
                report.Age,
                report.Danger,
                Deadline = Deadline(report),
                report.Name,
                Contact = Contact(report),
                report.Consents,
                report.Language,
                Zone = "",
                At = at.UtcDateTime,
                TakenBy = "",
                Source = "plain-form",
            },
            Json);
    }

    public static byte[] Card(PlainReport report) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            V = 1,
            report.About,
            report.Age,
            report.Danger,
            Deadline = Deadline(report),
            Contact = Contact(report),
            LinkCount = ReadLinks(report.Links).Links.Count,
            Platforms = Array.Empty<string>(),
            report.Language,
            Opening = Opening(report.Story),
        },
        Json);

    /// <summary>A line each; what is too long or too much for a link is kept as it stands.</summary>
    private static (IReadOnlyList<string> Links, string Leftovers) ReadLinks(string typed)
    {
        var lines = typed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var links = lines.Where(line => line.Length <= LongestLink).Take(MostLinks).ToList();
        return (links, string.Join('\n', lines.Except(links)));
    }

    private static object? Deadline(PlainReport report) =>
        report.DeadlineDate.Length + report.DeadlineWhy.Length == 0 ? null : new { Date = report.DeadlineDate, Why = report.DeadlineWhy };

    private static object? Contact(PlainReport report) => report.Contact is { } contact
        ? new { contact.Channel, contact.Address, contact.Hours, Zone = "", contact.Voicemail, contact.Word, contact.Never }
        : null;

    private static string Opening(string story)
    {
        if (story.Length <= OpeningLength)
        {
            return story;
        }

        // Half of a character outside the basic plane would not be text.
        return char.IsHighSurrogate(story[OpeningLength - 1]) ? story[..(OpeningLength - 1)] : story[..OpeningLength];
    }
}

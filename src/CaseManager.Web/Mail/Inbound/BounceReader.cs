using CaseManager.Core.Takedowns.Answers;
using MimeKit;
using MimeKit.Utils;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>Reads a formal delivery report (RFC 3464, and RFC 6533 for international addresses).</summary>
internal static class BounceReader
{
    private const int LongestDiagnostic = 1_000;

    /// <returns>Null unless the mail itself, not something it encloses, is a report about at least one recipient.</returns>
    internal static BounceReport? Read(MimeMessage message, ReadingLimits limits)
    {
        if (message.Body is not MultipartReport report || report.OfType<MessageDeliveryStatus>().FirstOrDefault() is not { } status
            || Groups(status, limits) is not [var about, .. var recipients])
        {
            return null;
        }

        // Some servers leave out the group about the mail; then every group is about a recipient.
        var groups = (IsRecipient(about) ? [about, .. recipients] : recipients).Where(IsRecipient).Take(limits.Entries).ToList();
        return groups.Count == 0
            ? null
            : new BounceReport(Value(about, "Original-Envelope-Id"), OriginalId(report, limits), [.. groups.Select(Recipient)]);
    }

    private static List<HeaderList> Groups(MessageDeliveryStatus status, ReadingLimits limits) =>
        status.Content is not null && PartBytes.Read(status, limits.Report).Length < limits.Report
            ? [.. status.StatusGroups.Take(limits.Entries + 1)]
            : [];

    private static bool IsRecipient(HeaderList group) => group.Contains("Final-Recipient") || group.Contains("Action") || group.Contains("Original-Recipient");

    private static BouncedRecipient Recipient(HeaderList group)
    {
        var diagnostic = MailCharacters.Clean(Value(group, "Diagnostic-Code") ?? "");
        return new BouncedRecipient(
            FirstToken.Of(Value(group, "Action")) ?? "",
            EnhancedStatus.FindIn(Value(group, "Status")),
            Address(group, "Final-Recipient"),
            Address(group, "Original-Recipient"),
            MailCharacters.Cut(diagnostic, LongestDiagnostic));
    }

    private static string? Value(HeaderList group, string name) => group[name] is { Length: > 0 } value ? MailCharacters.Clean(value).Trim() : null;

    // "rfc822; someone@example.org"
    private static string? Address(HeaderList group, string name) =>
        Value(group, name) is { } value ? value[(value.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().Trim('<', '>') : null;

    private static string? OriginalId(MultipartReport report, ReadingLimits limits)
    {
        foreach (var part in report)
        {
            var id = part switch
            {
                MessagePart original => original.Message?.MessageId,
                MessageDeliveryStatus => null,
                MimePart headers when headers.ContentType.MimeType.EndsWith("headers", StringComparison.OrdinalIgnoreCase) => IdIn(PartBytes.Read(headers, limits.Report)),
                _ => null,
            };
            if (!string.IsNullOrEmpty(id))
            {
                return MailCharacters.Clean(id);
            }
        }

        return null;
    }

    private static string? IdIn(byte[] header)
    {
        using var bytes = new MemoryStream(header);
        return HeaderList.Load(bytes)["Message-Id"] is { } id ? MimeUtils.ParseMessageId(id) : null;
    }
}

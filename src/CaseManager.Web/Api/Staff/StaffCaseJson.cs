using CaseManager.Core.Cases;
using CaseManager.Core.Cases.Absences;
using CaseManager.Core.Cases.Reminders;
using CaseManager.Core.Documents;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;

namespace CaseManager.Web.Api.Staff;

/// <summary>A whole case for a caseworker's browser, as JSON.</summary>
public sealed record StaffCaseJson(
    StaffCaseRow Case, IReadOnlyList<StoredObjectAnswer> Wraps, IReadOnlyList<StoredObjectAnswer> Objects, IReadOnlyList<StaffConsentJson> Consents,
    IReadOnlyList<ReminderJson> Reminders, DocumentsJson Documents)
{
    public static StaffCaseJson Of(ShownCase shown, ShownDocuments documents) => new(
        StaffCaseRow.Of(shown),
        [.. shown.Objects.Where(o => o.Kind == ObjectKinds.Wrap).Select(StoredObjectAnswer.Of)],
        [.. shown.Objects.Where(o => o.Kind != ObjectKinds.Wrap).Select(StoredObjectAnswer.Of)],
        [.. shown.Consents.Select(consent => new StaffConsentJson(consent.Purpose, consent.GivenAt, consent.WithdrawnAt, consent.How))],
        [.. shown.Reminders.Select(reminder => new ReminderJson(reminder.Id, reminder.StaffId, reminder.DueAt, reminder.State, reminder.PutOffs, reminder.SettledAt))],
        DocumentsJson.Of(documents));
}

/// <summary>What the server knows of a case, as JSON.</summary>
/// <param name="HasReceipt">Whether she can come back to it.</param>
/// <param name="Rekey">Whether it needs new keys before anything more is written.</param>
/// <param name="Restricted">Whether only those who work on it know of it.</param>
/// <param name="Colleagues">Who works on it.</param>
/// <param name="Whole">Whether each of them has all her wraps.</param>
/// <param name="AwaitsAnswerSince">Since when a message of hers waits for an answer.</param>
/// <param name="HandoverReadAt">What colleagues wrote for whoever asks is read up to this moment.</param>
public sealed record StaffCaseRow(
    Guid Id, IntakeMode Mode, string Language, DateTimeOffset ReceivedAt, bool Held, bool HasReceipt, bool Rekey, bool Restricted,
    IReadOnlyList<Guid> Colleagues, bool Whole, OfferJson? Offer, DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt, AssigneeJson? Assignee, DateTimeOffset? AwaitsAnswerSince, DateTimeOffset? HandoverReadAt)
{
    public static StaffCaseRow Of(ShownCase shown)
    {
        var (report, caseFile) = (shown.Report, shown.Case);
        return new StaffCaseRow(
            report.CaseId, report.Mode, report.Language, report.ReceivedAt!.Value, report.Held, report.ReceiptLookup is not null,
            shown.Rekey, shown.IsRestricted, shown.Grants, shown.IsWhole,
            caseFile?.Offer is { } offer ? new OfferJson(offer.To, offer.By, offer.At) : null, caseFile?.OpenedAt, caseFile?.ClosedAt,
            shown.Assignee is { } assignee ? new AssigneeJson(assignee.Id, assignee.Alias, shown.AssigneeAway is { } away ? AwayJson.Of(away) : null) : null,
            caseFile?.AwaitsAnswerSince, shown.HandoverReadAt);
    }
}

/// <summary>Who is asked to take a case over, and by whom, as JSON.</summary>
public sealed record OfferJson(Guid To, Guid By, DateTimeOffset At);

/// <summary>Who works on a case, as JSON.</summary>
public sealed record AssigneeJson(Guid Id, string Alias, AwayJson? Away);

/// <summary>Until when somebody is away, as JSON.</summary>
/// <param name="BackOn">The day she is back, in the organisation's zone.</param>
/// <param name="Cover">Name of whoever looks after her work; <see langword="null"/> where nobody does.</param>
public sealed record AwayJson(Guid Staff, DateOnly BackOn, string? Cover)
{
    public static AwayJson Of(Away away) => new(away.StaffId, away.BackOn, away.CoverAlias);
}

/// <summary>When a reminder comes up, as JSON; its words are a sealed object.</summary>
/// <param name="Id">Of that object.</param>
/// <param name="Staff">Whom it reminds.</param>
public sealed record ReminderJson(Guid Id, Guid Staff, DateTimeOffset DueAt, ReminderState State, int PutOffs, DateTimeOffset? SettledAt);

/// <summary>A consent as the server enforces it, as JSON.</summary>
public sealed record StaffConsentJson(string Purpose, DateTimeOffset GivenAt, DateTimeOffset? WithdrawnAt, string How);

/// <summary>What opens one row of a queue, as JSON.</summary>
public sealed record CardJson(Guid CaseId, IntakeMode Mode, IReadOnlyList<StoredObjectAnswer> Wraps, StoredObjectAnswer? Card)
{
    public static CardJson Of(ShownCard shown) => new(
        shown.CaseId,
        shown.Mode,
        [.. shown.Wraps.Select(StoredObjectAnswer.Of)],
        shown.Card is null ? null : StoredObjectAnswer.Of(shown.Card));
}

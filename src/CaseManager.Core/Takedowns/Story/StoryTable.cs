using CaseManager.Core.Access;
using CaseManager.Core.Sealing;

namespace CaseManager.Core.Takedowns.Story;

/// <summary>Which events of a case's chain are told, as what, and to whom. What is missing here is bookkeeping that tells a reader nothing.</summary>
public static class StoryTable
{
    private const string Purpose = "purpose";
    private const string Step = "step";
    private const string Class = "class";
    private const string Kind = "kind";
    private const string Outcome = "outcome";

    private static readonly Dictionary<string, Telling> Tellings = new(StringComparer.Ordinal)
    {
        ["ReportReceived"] = Both("report-received"),
        ["AssistedCaseOpened"] = Both("entered-by-staff"),
        ["HoldReleased"] = StaffOnly("let-through"),
        ["CaseTakenUp"] = Both("taken-up"),
        ["CaseAssigned"] = Both("assigned"),
        ["OfferAccepted"] = Both("assigned"),
        ["CaseHandedBack"] = Both("handed-back"),
        ["AccessGranted"] = StaffOnly("access-granted"),
        ["AccessEnded"] = StaffOnly("access-ended"),
        ["CaseRestricted"] = StaffOnly("restricted"),
        ["RestrictionLifted"] = StaffOnly("restriction-lifted"),
        ["SurvivorWrote"] = new(WrittenBySurvivor, WrittenBySurvivor, null),
        ["StaffWrote"] = new(WrittenByStaff, ShownByStaff, null),
        ["ConsentGiven"] = Both("consent-given", Purpose),
        ["ConsentWithdrawn"] = Both("consent-withdrawn", Purpose),
        ["DocumentAsked"] = Both("document-asked"),
        ["DocumentSent"] = Both("document-sent"),
        ["DocumentDestroyed"] = Both("document-destroyed"),
        ["ReceiptReissued"] = Both("receipt-renewed"),
        ["ReceiptBurnt"] = StaffOnly("receipt-ended"),
        ["CaseMerged"] = StaffOnly("merged"),
        ["CaseSplit"] = StaffOnly("split"),
        ["NoticeSealed"] = Both("notice-written"),
        ["NoticeApproved"] = Both("notice-approved"),
        ["NoticeSendingEnded"] = new(EndedForStaff, EndedForHer, null),
        ["NoticeFound"] = Both("notice-sent"),
        ["NoticeOutcomeUnknown"] = StaffOnly("notice-unknown"),
        ["NoticeResolved"] = new(ResolvedForStaff, ResolvedForHer, null),
        ["FormSubmitted"] = Both("form-sent"),
        ["NoticeCancelled"] = Both("notice-stopped"),
        ["NoticeFailed"] = Both("notice-failed"),
        ["NoticeBounced"] = Both("notice-failed"),
        ["ClockStarted"] = new(Clock, Clock, null),
        ["DeadlinePassed"] = Both("time-over"),
        ["StepOpened"] = StaffOnly("step-opened", Step),
        ["StepTaken"] = Both("step-taken", Step),
        ["StepSkipped"] = StaffOnly("step-skipped", Step),
        ["AnswerReceived"] = StaffOnly("answer-came", Class),
        ["MailAttached"] = StaffOnly("answer-came", Kind),
        ["AnswerConfirmed"] = StaffOnly("answer-read", Kind),
        ["AnswerRecorded"] = StaffOnly("answer-read", Kind),
        ["TargetObserved"] = new(Seen, Seen, null),
        ["TargetSeenGone"] = new(Seen, Seen, null),
        ["TargetSeenThere"] = new(Seen, Seen, null),
        ["RequestHeld"] = Both("request-held"),
        ["RequestResumed"] = Both("request-resumed"),
        ["RequestClosed"] = new(_ => ["request-closed"], Closed, Outcome),
        ["SharedNoticeSent"] = Both("whole-sent"),
        ["ProofPackMade"] = Both("pack-made"),
        ["CaseClosed"] = Both("case-closed"),
        ["CaseReopened"] = Both("case-reopened"),
    };

    /// <summary>Types of events that are told to anybody.</summary>
    public static IReadOnlyCollection<string> Types => Tellings.Keys;

    /// <summary>Every code that a listener can be told, for the words.</summary>
    public static IReadOnlySet<string> CodesFor(StoryListener listener) => listener switch
    {
        StoryListener.Staff => All.ToHashSet(StringComparer.Ordinal),
        StoryListener.Survivor => All.Except(OnlyStaff, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal),
    };

    /// <summary>What an event is told as; nothing for one that is not told.</summary>
    internal static IReadOnlyList<(string Code, string? Detail)> Tell(string type, EventDetails details, StoryListener listener)
    {
        if (!Tellings.TryGetValue(type, out var telling))
        {
            return [];
        }

        var codes = listener == StoryListener.Staff ? telling.ToStaff(details) : telling.ToHer(details);
        var detail = telling.Detail is not null && details.Of(telling.Detail) is [var said, ..] ? said : null;
        return [.. codes.Select(code => (code, detail))];
    }

    private static readonly string[] OnlyStaff =
    [
        "let-through", "access-granted", "access-ended", "restricted", "restriction-lifted", "noted", "receipt-ended", "merged", "split", "notice-delayed",
        "notice-unknown", "notice-again", "step-opened", "step-skipped", "answer-came", "answer-read",
    ];

    private static readonly string[] All =
    [
        .. OnlyStaff, "report-received", "entered-by-staff", "taken-up", "assigned", "handed-back", "she-wrote", "we-wrote", "answer-shown", "consent-given",
        "consent-withdrawn", "document-asked", "document-sent", "document-destroyed", "receipt-renewed", "notice-written", "notice-approved", "notice-sent",
        "form-sent", "notice-stopped", "notice-failed", "time-runs", "time-over", "step-taken", "seen-live", "seen-hidden", "seen-missing", "seen-gone",
        "seen-back", "request-held", "request-resumed", "request-closed", "whole-sent", "pack-made", "case-closed", "case-reopened",
    ];

    private static Telling Both(string code, string? detail = null) => new(_ => [code], _ => [code], detail);

    private static Telling StaffOnly(string code, string? detail = null) => new(_ => [code], _ => [], detail);

    private static IEnumerable<string> WrittenBySurvivor(EventDetails details) =>
        details.Of("kinds").Contains(ObjectKinds.Message) ? ["she-wrote"] : [];

    private static IEnumerable<string> WrittenByStaff(EventDetails details) =>
        details.Of("kinds").Contains(ObjectKinds.Note) ? [.. ShownByStaff(details), "noted"] : ShownByStaff(details);

    private static IEnumerable<string> ShownByStaff(EventDetails details)
    {
        var kinds = details.Of("kinds");
        if (kinds.Contains(ObjectKinds.Message))
        {
            yield return "we-wrote";
        }

        if (kinds.Contains(ObjectKinds.ShownAnswer))
        {
            yield return "answer-shown";
        }
    }

    private static IEnumerable<string> EndedForStaff(EventDetails details) => details.Of("result") switch
    {
        [AttemptResults.Temporary or AttemptResults.RelayFailed] => ["notice-delayed"],
        _ => EndedForHer(details),
    };

    private static IEnumerable<string> EndedForHer(EventDetails details) => details.Of("result") switch
    {
        [AttemptResults.Accepted] => ["notice-sent"],
        [AttemptResults.Permanent] => ["notice-failed"],
        _ => [],
    };

    private static IEnumerable<string> ResolvedForStaff(EventDetails details) =>
        details.Of("as") is [nameof(Resolution.SendAgain)] ? ["notice-again"] : ResolvedForHer(details);

    private static IEnumerable<string> ResolvedForHer(EventDetails details) => details.Of("as") switch
    {
        [nameof(Resolution.Arrived)] => ["notice-sent"],
        [nameof(Resolution.GiveUp)] => ["notice-failed"],
        _ => [],
    };

    // Where no law sets a time, nothing runs that she could wait for.
    private static IEnumerable<string> Clock(EventDetails details) => details.Of("dueAt").Count > 0 ? ["time-runs"] : [];

    private static IEnumerable<string> Seen(EventDetails details) => details.Of("state") switch
    {
        [nameof(TargetState.Live)] => ["seen-live"],
        [nameof(TargetState.Withheld)] => ["seen-hidden"],
        [nameof(TargetState.SuspectedGone)] => ["seen-missing"],
        [nameof(TargetState.Gone)] => ["seen-gone"],
        [nameof(TargetState.Reappeared)] => ["seen-back"],
        _ => [],
    };

    // Two spellings of one link that were made one: for her nothing ended.
    private static IEnumerable<string> Closed(EventDetails details) => details.Of(Outcome) is [RequestOutcomes.Duplicate] ? [] : ["request-closed"];

    private sealed record Telling(Func<EventDetails, IEnumerable<string>> ToStaff, Func<EventDetails, IEnumerable<string>> ToHer, string? Detail);
}

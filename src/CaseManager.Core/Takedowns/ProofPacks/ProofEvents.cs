using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Reports;

namespace CaseManager.Core.Takedowns.ProofPacks;

/// <summary>Which events of a case's chain a proof pack shows. Of every other one it has the hash alone, so that the chain stays whole. Pure.</summary>
internal static class ProofEvents
{
    /// <summary>That a pack was made.</summary>
    public const string PackMade = "ProofPackMade";

    /// <summary>Under what name the event says whom it was for.</summary>
    public const string HandedTo = "handedTo";

    private const string PackId = "packId";

    // Not what holds or joins notices and targets: that may tell of other cases. Not what was opened, or skipped: that is the organisation's own work.
    private static readonly HashSet<string> Shown =
    [
        "LinksReleased", "RequestOpened", "RequestLawChanged", "RequestHeld", "RequestResumed", "RequestWatched", "RequestReopened", "RequestClosed",
        "NoticeSealed", "NoticeApproved", "NoticeCancelled", "NoticeSendingBegun", "NoticeSendingEnded", "NoticeFailed", "NoticeOutcomeUnknown",
        "NoticeFound", "NoticeSentAgain", "NoticeLeftToPerson", "NoticeResolved", "NoticeBounced", "DeliveryDelayed", "FormSubmitted",
        "ClockStarted", "ClockStopped", "DeadlinePassed", "AnswerReceived", "AnswerRecorded", "AnswerConfirmed", "MailAttached",
        "TargetSeenGone", "TargetSeenThere", "TargetObserved", "StepTaken",
    ];

    private static readonly HashSet<string> Purposes = [ConsentPurposes.SendLinks, ConsentPurposes.PartnerTransfer];

    /// <param name="packId">The pack it is for: that other packs were made concerns nobody who gets this one.</param>
    /// <param name="outside">Ids of what belongs to the case and was not chosen.</param>
    public static bool Shows(AuditEvent happened, Guid packId, IReadOnlySet<string> outside) => happened.Type switch
    {
        PackMade => IsOf(happened, packId),
        "ConsentGiven" or "ConsentWithdrawn" => EventDetails.Read(happened.Data).Of("purpose") is [var purpose] && Purposes.Contains(purpose),
        _ => Shown.Contains(happened.Type) && !NamesAny(happened, outside),
    };

    /// <summary>Whether it says that this pack was made.</summary>
    public static bool IsOf(AuditEvent happened, Guid packId) =>
        happened.Type == PackMade && EventDetails.Read(happened.Data).Of(PackId) is [var id] && id == HexId.Write(packId);

    private static bool NamesAny(AuditEvent happened, IReadOnlySet<string> outside)
    {
        if (outside.Count == 0)
        {
            return false;
        }

        var details = EventDetails.Read(happened.Data);
        return details.Names.Any(name => details.Of(name).Any(outside.Contains));
    }
}

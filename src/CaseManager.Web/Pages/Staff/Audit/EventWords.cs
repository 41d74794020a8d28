using System.Text.RegularExpressions;
using CaseManager.Core.Access;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Audit;

/// <summary>Events in plain words. What has no word yet is still readable: <c>NoticeSealed</c> reads "Notice sealed".</summary>
public sealed partial class EventWords(IStringLocalizer<AuditText> text)
{
    /// <summary>Kinds an auditor can ask for, in groups; every type that the program writes stands in one.</summary>
    public static IReadOnlyList<(string Group, IReadOnlyList<string> Types)> Groups { get; } =
    [
        ("Access", ["SignedInByCode", "SignedInByPasskey", "SignedOut", "AccountRested", "KeysUnlocked"]),
        ("Accounts", ["StaffInvited", "InvitationAccepted", "InvitationWithdrawn", "RolesChanged", "StaffDisabled", "PracticeAccountMade"]),
        ("Keys",
        [
            "StaffKeysMade", "UnlockMethodsChanged", "PasskeyAdded", "PasskeyRenamed", "PasskeyRemoved", "RosterBegun", "StaffAdmitted", "StaffRevoked",
            "RecoveryFilesMade", "RecoveryFilesTaken", "EpochTurned", "TeamKeyGiven", "IntakeBundleSigned", "NotesKeyAnnounced", "CaseRewrapped", "CaseRekeyed", "ReceiptReissued", "ReceiptBurnt",
        ]),
        ("Openings", ["CardsOpened", "CardOpened", "CaseOpened", "CaseExported", "ProofPackMade", "VenueOpened", "VenuesOpened"]),
        ("Reports", ["ReportReceived", "DraftKept", "DraftShown", "DraftDestroyed", "SurvivorWrote", "ConsentGiven", "ConsentWithdrawn", "HoldReleased"]),
        ("Cases",
        [
            "AssistedCaseOpened", "CaseTakenUp", "StaffWrote", "CaseClosed", "CaseReopened", "CaseDeleted", "CasesLinked", "CasesUnlinked", "CaseMerged",
            "CaseSplit", "CaseCoded", "AnswerNotNeeded", "ReminderSet", "ReminderPutOff", "ReminderDone", "ReminderDropped", "ReplySaved", "ReplyRemoved",
        ]),
        ("Documents", ["DocumentAsked", "DocumentAskEnded", "DocumentSent", "DocumentOpened", "DocumentDestroyed", "DocumentsSwitchedOn", "DocumentsSwitchedOff"]),
        ("Grants",
        [
            "CaseAssigned", "CaseOffered", "OfferAccepted", "OfferDeclined", "OfferWithdrawn", "AccessGranted", "AccessEnded", "CaseRestricted",
            "RestrictionLifted", "CaseHandedBack", "HandoverRead", "AbsenceSet", "AbsenceEnded",
        ]),
        ("Takedowns",
        [
            "LinksReleased", "RequestOpened", "RequestLawChanged", "RequestHeld", "RequestWatched", "RequestClosed", "NoticeSealed", "NoticeApproved", "NoticeCancelled",
            "NoticeSendingBegun", "NoticeSendingEnded", "NoticeFailed", "NoticeOutcomeUnknown", "NoticeFound", "NoticeSentAgain", "NoticeLeftToPerson",
            "NoticeResolved", "FormSubmitted", "ClockStarted", "AnswerRecorded", "TargetSeenGone", "TargetRekeyed", "TargetsJoined", "ContactAdded", "ContactConfirmed",
            "RecordSaved", "RecordRemoved", "RecordConfirmed", "RegimeDecided", "NoticeHeld", "NoticeHoldLifted", "AddressSuppressed", "SuppressionLifted",
            "RelayTriedAgain", "AnswerReceived", "AnswerConfirmed", "MailAttached", "MailUnmatched", "MailDropped", "MailQuarantined", "NoticeBounced", "DeliveryDelayed",
            "ClockStopped", "TargetObserved", "TargetSeenThere", "RequestResumed", "RequestReopened",
            "TimerMoved", "DeadlineMoved", "DeadlinePassed", "StepOpened", "StepOpenedAgain", "StepTaken", "StepSkipped", "StepOvertaken",
        ]),
        ("Venues",
        [
            "VenueFound", "VenueNamed", "VenueDestroyed", "SuccessorSuggested", "SuccessorConfirmed", "SuccessorRejected", "SuccessorReopened", "NoticeShared",
            "SharedNoticeSent",
        ]),
        ("Statistics",
        [
            "ReleaseRequested", "ReleaseApproved", "ReleaseBuilt", "ReleaseRefused", "ReleasePublished", "ReleaseTakenOff", "YearDeclared", "DeclarationApproved",
        ]),
        ("Audit", ["DailyHeadTaken", "DailyHeadSigned", "SettingsChanged"]),
    ];

    private static readonly string[] Told = ["reason", "roles", "before", "how", "purpose", "outcome", "kinds", "mode", "count", "officer", "epoch", "day", "changed", "handedTo", "hint", "side", "period", "year", "preset"];

    public string Type(string type) => text[$"Event.{type}"] is { ResourceNotFound: false } known ? known.Value : Spelled(type);

    public string By(string by) => text[$"By.{by}"] is { ResourceNotFound: false } known ? known.Value : by;

    /// <summary>What it says besides, in the order people ask.</summary>
    public IEnumerable<string> Details(EventDetails details)
    {
        foreach (var name in Told)
        {
            var values = details.Of(name);
            if (values.Count > 0 && values is not ["false"])
            {
                yield return text[$"Detail.{name}", string.Join(", ", values.Select(value => Value(name, value)))];
            }
        }
    }

    private string Value(string name, string value)
    {
        var kind = name is "before" ? "roles" : name;
        return text[$"Value.{kind}.{value}"] is { ResourceNotFound: false } known ? known.Value : value;
    }

    private static string Spelled(string type)
    {
        var words = Capital().Replace(type, match => $" {match.Value.ToLowerInvariant()}").Trim();
        return words.Length == 0 ? type : $"{char.ToUpperInvariant(words[0])}{words[1..]}";
    }

    [GeneratedRegex("[A-Z](?=[a-z])")]
    private static partial Regex Capital();
}

using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.FollowUp.Timers;

namespace CaseManager.Core.Takedowns.FollowUp;

/// <summary>Everything that decides what is due for a request, read at one moment inside one transaction.</summary>
internal sealed record RequestFacts
{
    public required TakedownRequest Request { get; init; }

    public required TargetState Target { get; init; }

    /// <summary>When the target was last observed.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>She lets her links be sent.</summary>
    public required bool HasConsent { get; init; }

    public required Ladder Ladder { get; init; }

    /// <summary>Steps opened so far.</summary>
    public required IReadOnlyList<Escalation> Steps { get; init; }

    /// <summary>Timers set so far.</summary>
    public required IReadOnlyList<RequestTimer> Timers { get; init; }

    /// <summary>Its notices.</summary>
    public required IReadOnlyList<FollowedNotice> Notices { get; init; }

    /// <summary>The recipient is reached by a way no notice took yet.</summary>
    public required bool HasOtherWay { get; init; }

    /// <summary>The regime names bodies for the rung.</summary>
    public required bool HasRegulator { get; init; }

    /// <summary>Answers a person has to act on, until she did.</summary>
    public bool AnswerNeedsPerson => Request.Answer is AnswerClasses.AsksForMore or AnswerClasses.Refused or AnswerClasses.ConfirmAddress or AnswerClasses.Other;

    /// <summary>Whether anything was done since a moment: a step decided, or a notice that left.</summary>
    public bool ActedSince(DateTimeOffset at) => Steps.Any(step => step.IsRung && step.DecidedAt >= at) || Notices.Any(notice => notice.LeftAt > at);

    /// <summary>Whether a rung means anything for this request.</summary>
    public bool Suits(Rung rung) => !rung.OnlyIfAsked && rung.Action switch
    {
        RungAction.Remind => Notices.Any(notice => notice is { Route: NoticeRoute.Mail, State: NoticeState.Accepted }),
        RungAction.OtherWay => HasOtherWay,
        RungAction.Draft => rung.Audience != RungAudience.Regulator || HasRegulator,
        RungAction.Upstream or RungAction.Refer => true,
    };
}

/// <summary>A notice of a request, as far as following it up needs.</summary>
internal sealed record FollowedNotice(Guid Id, NoticeRoute Route, NoticeState State, DateTimeOffset? LeftAt);

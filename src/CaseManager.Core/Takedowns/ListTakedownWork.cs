using CaseManager.Core.Cases;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>The lists of work; together they show every notice and request that waits for anything.</summary>
public enum TakedownList
{
    /// <summary>A second person has to look.</summary>
    ToApprove,

    /// <summary>A form waits to be filled in.</summary>
    ToSubmit,

    /// <summary>Everything that has not left, for whatever reason.</summary>
    Unsent,

    /// <summary>May or may not have left.</summary>
    Unknown,

    /// <summary>The recipient's time runs.</summary>
    Due,

    /// <summary>The recipient's time is over.</summary>
    Overdue,

    /// <summary>The next steps of ladders, each for a person to take or skip.</summary>
    NextSteps,
}

/// <summary>Reads one list of work, oldest first, page by page.</summary>
public sealed class ListTakedownWork(CaseManagerDbContext database, RecipientNames names, TimeProvider time)
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 100;

    /// <param name="staffId">Who looks: nothing of a case that is restricted to others is shown.</param>
    /// <param name="after">The last row of the page before.</param>
    public async Task<IReadOnlyList<TakedownWork>> RunAsync(TakedownList list, Guid staffId, TakedownCursor? after, CancellationToken cancel)
    {
        var rows = await (list switch
        {
            TakedownList.Due or TakedownList.Overdue => Requests(list, staffId, after),
            TakedownList.NextSteps => Steps(staffId, after),
            TakedownList.ToApprove or TakedownList.ToSubmit or TakedownList.Unsent or TakedownList.Unknown => Notices(list, staffId, after),
        }).ToListAsync(cancel);
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i] = rows[i] with { RecipientName = await names.OfAsync(rows[i].Recipient, cancel) };
        }

        return rows;
    }

    private IQueryable<TakedownWork> Notices(TakedownList list, Guid staffId, TakedownCursor? after)
    {
        var hidden = database.HiddenFrom(staffId);
        NoticeState[] states = list switch
        {
            TakedownList.ToApprove => [NoticeState.Sealed],
            TakedownList.ToSubmit => [NoticeState.AwaitingOperator],
            TakedownList.Unknown => [NoticeState.OutcomeUnknown],
            TakedownList.Unsent or TakedownList.Due or TakedownList.Overdue or TakedownList.NextSteps =>
            [
                NoticeState.Sealed, NoticeState.AwaitingOperator, NoticeState.Queued, NoticeState.Transmitting, NoticeState.Deferred,
                NoticeState.OutcomeUnknown, NoticeState.DeadLetter, NoticeState.Bounced,
            ],
        };
        var notices = database.Set<Notice>().Where(notice => states.Contains(notice.State) && !hidden.Contains(notice.CaseId));
        if (after is { } last)
        {
            notices = notices.Where(notice => notice.SealedAt > last.At || (notice.SealedAt == last.At && notice.Id > last.Id));
        }

        return notices
            .OrderBy(notice => notice.SealedAt).ThenBy(notice => notice.Id)
            .Take(PageSize)
            .Select(notice => new TakedownWork(
                notice.Id, null, notice.CaseId, notice.Route, notice.Recipient, "", notice.State, notice.Reason, notice.SealedAt,
                notice.NextTryAt, notice.SealedBy, notice.PossibleDuplicate, notice.AskedAt));
    }

    private IQueryable<TakedownWork> Steps(Guid staffId, TakedownCursor? after)
    {
        var hidden = database.HiddenFrom(staffId);
        var steps = database.Set<Escalation>().Where(step => step.State == StepState.Open && !hidden.Contains(step.CaseId));
        if (after is { } last)
        {
            steps = steps.Where(step => step.OpenedAt > last.At || (step.OpenedAt == last.At && step.Id > last.Id));
        }

        return (
            from step in steps.OrderBy(step => step.OpenedAt).ThenBy(step => step.Id).Take(PageSize)
            join request in database.Set<TakedownRequest>() on step.RequestId equals request.Id
            orderby step.OpenedAt, step.Id
            select new TakedownWork(null, request.Id, step.CaseId, null, request.Recipient, "", null, step.RungId, step.OpenedAt, null, null, false, null)
            {
                StepId = step.Id,
                LookFirst = step.LookFirst,
            });
    }

    private IQueryable<TakedownWork> Requests(TakedownList list, Guid staffId, TakedownCursor? after)
    {
        var hidden = database.HiddenFrom(staffId);
        var now = time.GetUtcNow();
        var requests = database.Set<TakedownRequest>().Where(request => request.State == RequestState.Active && request.DueAt != null && !hidden.Contains(request.CaseId));
        requests = list == TakedownList.Overdue
            ? requests.Where(request => request.DueAt < now)
            : requests.Where(request => request.DueAt >= now);
        if (after is { } last)
        {
            requests = requests.Where(request => request.DueAt > last.At || (request.DueAt == last.At && request.Id > last.Id));
        }

        return requests
            .OrderBy(request => request.DueAt).ThenBy(request => request.Id)
            .Take(PageSize)
            .Select(request => new TakedownWork(
                null, request.Id, request.CaseId, null, request.Recipient, "", null, request.Answer, request.DueAt!.Value, null, null, false, null));
    }
}

/// <summary>Where a page ended.</summary>
public sealed record TakedownCursor(DateTimeOffset At, Guid Id);

/// <summary>One row of a list.</summary>
/// <param name="NoticeId">For lists of notices.</param>
/// <param name="RequestId">For lists of requests.</param>
/// <param name="Reason">Why a notice waits, what a recipient answered, or which step it is; a code.</param>
/// <param name="At">When it was sealed, when it is due, or when a step came up.</param>
/// <param name="AskedAt">While it is held for that: when its contact was asked about one of its links; never for which case.</param>
/// <param name="SealedBy">Who released it, and so may not approve it.</param>
public sealed record TakedownWork(
    Guid? NoticeId, Guid? RequestId, Guid CaseId, NoticeRoute? Route, string Recipient, string RecipientName, NoticeState? State,
    string? Reason, DateTimeOffset At, DateTimeOffset? NextTryAt, Guid? SealedBy, bool PossibleDuplicate, DateTimeOffset? AskedAt)
{
    /// <summary>For the list of steps.</summary>
    public Guid? StepId { get; init; }

    /// <summary>Nobody saw lately that it is still there.</summary>
    public bool LookFirst { get; init; }

    /// <summary>Whether a notice waits for its contact's sake alone.</summary>
    public bool IsHeld => State == NoticeState.Deferred && NoticeReasons.Holds.Contains(Reason);
}

using CaseManager.Core.Audit;
using CaseManager.Core.Takedowns.Sending;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>What a person decides about a notice that is stuck.</summary>
public enum Resolution
{
    /// <summary>It arrived: somebody found out.</summary>
    Arrived,

    /// <summary>The same bytes once more.</summary>
    SendAgain,

    /// <summary>Not again; another way is tried.</summary>
    GiveUp,
}

/// <summary>A person settles a notice whose outcome is unknown or that was refused for good.</summary>
public sealed class ResolveNotice(
    CaseManagerDbContext database, NoticeChange change, NoticeGuards guards, StartClocks clocks, RestRequests rest, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException"><c>wrong-state</c>, or an obstacle of <see cref="NoticeReasons"/> where it may not be sent.</exception>
    public Task RunAsync(Guid noticeId, Guid staffId, Resolution resolution, CancellationToken cancel) =>
        change.RunAsync(noticeId, (notice, requests) => ResolveAsync(notice, requests, staffId, resolution, cancel), cancel);

    private async Task ResolveAsync(Notice notice, IReadOnlyList<TakedownRequest> requests, Guid staffId, Resolution resolution, CancellationToken cancel)
    {
        switch (resolution)
        {
            case Resolution.Arrived:
                var leftAt = await FirstAttemptAsync(notice, cancel);
                notice.Accept(leftAt);
                await clocks.RunAsync(notice, leftAt, Actor.Staff(staffId), cancel);
                break;
            case Resolution.SendAgain when await guards.FindObstacleAsync(notice, cancel) is { } obstacle:
                throw new RefusedException(obstacle, RefusalKind.Conflict);
            case Resolution.SendAgain:
                notice.SendAgain(time.GetUtcNow());
                break;
            case Resolution.GiveUp when notice.State == NoticeState.DeadLetter:
                // It reached nobody and is in no list any more; what it was for is, unless another notice is under way.
                notice.Cancel(NoticeReasons.ByPerson);
                await rest.RunAsync(notice, requests, cancel);
                break;
            case Resolution.GiveUp:
                notice.Bury(NoticeReasons.ByPerson);
                break;
        }

        await audit.AppendAsync(
            notice.CaseId,
            "NoticeResolved",
            Actor.Staff(staffId),
            new AuditData { { "noticeId", notice.Id }, { "as", resolution.ToString() } },
            cancel);
    }

    // The earliest moment it can have left: clocks never run later than they should.
    private async Task<DateTimeOffset> FirstAttemptAsync(Notice notice, CancellationToken cancel) =>
        await database.Set<SendAttempt>()
            .Where(attempt => attempt.NoticeId == notice.Id)
            .MinAsync(attempt => (DateTimeOffset?)attempt.StartedAt, cancel) ?? time.GetUtcNow();
}

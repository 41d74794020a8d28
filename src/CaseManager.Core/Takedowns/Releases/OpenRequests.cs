using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Releases;

/// <summary>Finds or makes the requests of a release: case × target × recipient is asked once at a time.</summary>
public sealed class OpenRequests(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <param name="ready">Whether some notice needs no second person.</param>
    /// <param name="following">They are followed up: each is asked already.</param>
    /// <exception cref="RefusedException"><c>already-released</c>: a notice for one of them stands; <c>not-asked</c>: none does that could be followed.</exception>
    public async Task<IReadOnlyList<TakedownRequest>> RunAsync(
        Guid caseId, IReadOnlyList<Target> targets, string recipient, string regimeId, bool ready, bool following, Actor actor, CancellationToken cancel)
    {
        var requests = new List<TakedownRequest>();
        foreach (var target in targets)
        {
            if (following)
            {
                requests.Add(await FindAsync(caseId, target.Id, recipient, cancel) is { State: RequestState.Active } asked
                    ? asked
                    : throw new RefusedException("not-asked", RefusalKind.Conflict));
                continue;
            }

            var request = await FindAsync(caseId, target.Id, recipient, cancel)
                ?? await MakeAsync(caseId, target.Id, recipient, regimeId, actor, cancel);
            if (request.State is RequestState.Watching || await HasStandingNoticeAsync(request.Id, cancel))
            {
                throw new RefusedException("already-released", RefusalKind.Conflict);
            }

            if (request.RegimeId != regimeId)
            {
                request.RestOn(regimeId);
                await audit.AppendAsync(caseId, "RequestLawChanged", actor, new AuditData { { "requestId", request.Id }, { "regime", regimeId } }, cancel);
            }

            Move(request, ready);
            requests.Add(request);
        }

        return requests;
    }

    private Task<TakedownRequest?> FindAsync(Guid caseId, Guid targetId, string recipient, CancellationToken cancel) =>
        database.Set<TakedownRequest>().SingleOrDefaultAsync(
            request => request.CaseId == caseId && request.TargetId == targetId && request.Recipient == recipient
                && request.State != RequestState.Closed,
            cancel);

    private async Task<TakedownRequest> MakeAsync(
        Guid caseId, Guid targetId, string recipient, string regimeId, Actor actor, CancellationToken cancel)
    {
        var request = new TakedownRequest
        {
            Id = RandomId.New(),
            CaseId = caseId,
            TargetId = targetId,
            Recipient = recipient,
            RegimeId = regimeId,
            CreatedAt = time.GetUtcNow(),
        };
        database.Add(request);
        await audit.AppendAsync(
            caseId,
            "RequestOpened",
            actor,
            new AuditData { { "requestId", request.Id }, { "targetId", targetId }, { "recipient", recipient }, { "regime", regimeId } },
            cancel);
        return request;
    }

    private async Task<bool> HasStandingNoticeAsync(Guid requestId, CancellationToken cancel)
    {
        var notices = await (
            from item in database.Set<NoticeItem>()
            join notice in database.Set<Notice>() on item.NoticeId equals notice.Id
            where item.RequestId == requestId
            select notice.State).ToListAsync(cancel);
        return notices.Any(state => !NoticeMoves.HasFailed(state));
    }

    private static void Move(TakedownRequest request, bool ready)
    {
        if (ready && request.State != RequestState.Active)
        {
            request.Activate();
        }
        else if (!ready && request.State is (RequestState.Draft or RequestState.OnHold))
        {
            request.AskForReview();
        }
    }
}

using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>A person lets a request go on that rested: its notices had left, and she agrees again.</summary>
public sealed class ResumeRequest(CaseManagerDbContext database, RequestChange change, AuditLog audit)
{
    /// <exception cref="RefusedException"><c>no-consent</c>, <c>unknown-request</c>, <c>wrong-state</c>.</exception>
    public Task RunAsync(Guid requestId, Guid staffId, CancellationToken cancel) =>
        change.RunAsync(requestId, request => ResumeAsync(request, staffId, cancel), cancel);

    private async Task ResumeAsync(TakedownRequest request, Guid staffId, CancellationToken cancel)
    {
        if (!await database.Set<Consent>().AnyAsync(
            consent => consent.CaseId == request.CaseId && consent.Purpose == ConsentPurposes.SendLinks && consent.WithdrawnAt == null, cancel))
        {
            throw new RefusedException("no-consent", RefusalKind.Conflict);
        }

        if (request.State != RequestState.OnHold)
        {
            throw new RefusedException("wrong-state", RefusalKind.Conflict);
        }

        if (await database.Set<Target>().AnyAsync(target => target.Id == request.TargetId && target.State == TargetState.Gone, cancel))
        {
            request.Watch();
        }
        else
        {
            request.Activate();
        }

        await audit.AppendAsync(request.CaseId, "RequestResumed", Actor.Staff(staffId), new AuditData { { "requestId", request.Id } }, cancel);
    }
}

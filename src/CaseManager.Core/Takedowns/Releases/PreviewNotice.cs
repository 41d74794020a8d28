using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns.Sending;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Releases;

/// <summary>Shows exactly what would leave, once she lets her links be sent. Nothing of it is stored or logged.</summary>
public sealed class PreviewNotice(CaseManagerDbContext database, PlanNotices plan, RefuseSuppressed refuseSuppressed, AskedBefore askedBefore)
{
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>case-closed</c>, <c>no-consent</c>, or what cannot be planned.</exception>
    public async Task<NoticePlan> RunAsync(Guid caseId, PlanInputs inputs, CancellationToken cancel)
    {
        var planned = await plan.RunAsync(inputs, await CheckCaseAsync(caseId, cancel), cancel);
        return await askedBefore.MarkAsync(await refuseSuppressed.WithoutAsync(planned, cancel), cancel);
    }

    /// <summary>What must stand before anything of a case may be rendered.</summary>
    internal async Task<CaseStanding> CheckCaseAsync(Guid caseId, CancellationToken cancel)
    {
        var caseFile = await database.Set<Case>().AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == caseId, cancel)
            ?? throw new RefusedException("unknown-case", RefusalKind.NotFound);
        if (caseFile.IsClosed)
        {
            throw new RefusedException("case-closed", RefusalKind.Conflict);
        }

        var consents = await database.Set<Consent>()
            .Where(consent => consent.CaseId == caseId && consent.WithdrawnAt == null)
            .Select(consent => consent.Purpose)
            .ToHashSetAsync(cancel);
        if (!consents.Contains(ConsentPurposes.SendLinks))
        {
            throw new RefusedException("no-consent", RefusalKind.Conflict);
        }

        return new CaseStanding(caseId, consents, await database.Set<SealedObject>().AnyAsync(one => one.CaseId == caseId && one.Kind == ObjectKinds.Authority, cancel))
        {
            VenueId = caseFile.VenueId,
        };
    }
}

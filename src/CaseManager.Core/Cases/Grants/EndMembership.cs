using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Grants;

/// <summary>
/// Somebody leaves, step one of two: her account, her sessions and her wraps end at once, reports from now on are sealed
/// to a key she never had. Step two is <see cref="Keys.TurnCase"/>, for every case she could open; those are written down here.
/// </summary>
public sealed class EndMembership(
    CaseManagerDbContext database, ExtendRoster extend, DisableStaff disable, AuditLog audit, TimeProvider time)
{
    /// <param name="officer">Who posts and signs.</param>
    /// <param name="entries">The revocation, and the epoch that follows it.</param>
    /// <exception cref="RefusedException">What <see cref="ExtendRoster"/> and <see cref="DisableStaff"/> refuse.</exception>
    public async Task RunAsync(
        Guid officer, Guid leaving, IReadOnlyList<SignedDocument> entries, IReadOnlyList<NewEpochWrap> wraps, SignedIntake? intake, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var opened = await database.Set<EpochWrap>().AnyAsync(wrap => wrap.StaffId == leaving, cancel);
        await extend.RunAsync(officer, entries, wraps, intake, leaving, cancel);
        var member = await database.Set<StaffMember>().SingleAsync(row => row.Id == leaving, cancel);
        if (member.DisabledAt is null)
        {
            await disable.RunAsync(member.UserName!, ClosingReason.Left, Actor.Staff(officer), cancel);
        }

        await database.Set<UnlockHalf>().Where(half => half.StaffId == leaving).ExecuteDeleteAsync(cancel);
        if (opened)
        {
            await WriteDownAsync(leaving, cancel);
        }

        await HandBackAsync(leaving, Actor.Staff(officer), cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Every case whose keys she may know. A draft that nobody but its writer can open is none of them.</summary>
    private async Task WriteDownAsync(Guid leaving, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await database.Database.ExecuteSqlAsync(
            $"""
            insert into sealing.rekeys ("CaseId", "Since")
            select r."CaseId", {now} from reports.reports r
            where r."ReceivedAt" is not null
              and (r."TakenUpAt" is not null or exists (
                  select 1 from sealing.objects o where o."CaseId" = r."CaseId" and o."Kind" in ('report', 'assisted-report')))
              and (not exists (select 1 from cases.restrictions c where c."CaseId" = r."CaseId")
                or exists (select 1 from cases.grants g where g."CaseId" = r."CaseId" and g."StaffId" = {leaving}))
            on conflict ("CaseId") do update set "Since" = excluded."Since"
            """,
            cancel);
    }

    private async Task HandBackAsync(Guid leaving, Actor officer, CancellationToken cancel)
    {
        var own = Recipients.Staff(leaving);
        await database.Set<SealedObject>()
            .Where(o => o.Kind == ObjectKinds.Wrap && o.Recipient != Recipients.Recovery && o.Recipient != Recipients.Receipt && o.Recipient == own)
            .ExecuteDeleteAsync(cancel);
        await database.Set<CaseGrant>().Where(grant => grant.StaffId == leaving).ExecuteDeleteAsync(cancel);
        var hers = await database.Set<Case>().Where(caseFile => caseFile.AssigneeId == leaving).OrderBy(caseFile => caseFile.CaseId).ToListAsync(cancel);
        var open = hers.Where(caseFile => !caseFile.IsClosed || caseFile.AwaitsAnswerSince is not null).Select(caseFile => caseFile.CaseId).ToList();
        foreach (var report in await database.Set<Report>().Where(report => open.Contains(report.CaseId)).ToListAsync(cancel))
        {
            report.HandBack();
        }

        hers.ForEach(caseFile => caseFile.Unassign());
        foreach (var offered in await database.Set<Case>().Where(caseFile => caseFile.Offer!.To == leaving).ToListAsync(cancel))
        {
            offered.EndOffer();
        }

        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            [.. open.Select(caseId => new NewAuditEvent(caseId, "CaseHandedBack", officer, new AuditData { { "from", leaving } }))], cancel);
    }
}

using CaseManager.Core.Access;
using CaseManager.Core.Cases.Absences;
using CaseManager.Core.Cases.Keys;
using CaseManager.Core.Cases.Reminders;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>Gives a caseworker's browser a whole case, sealed as it is, and writes down that it was given.</summary>
public sealed class ShowCase(CaseManagerDbContext database, ReadAudience read, ReadAbsences readAbsences, RecordOpening record)
{
    /// <exception cref="RefusedException"><c>unknown-case</c>.</exception>
    public async Task<ShownCase> RunAsync(Guid caseId, Guid staffId, CancellationToken cancel)
    {
        var report = await database.FindReportAsync(caseId, cancel);
        await record.RunAsync(Opening.Case, [caseId], staffId, cancel);
        var caseFile = await database.Set<Case>().AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == caseId, cancel);
        var assignee = caseFile?.AssigneeId is { } id
            ? await database.Set<StaffMember>().Where(member => member.Id == id).Select(member => new Assignee(member.Id, member.Alias)).SingleOrDefaultAsync(cancel)
            : null;
        var objects = await database.Set<SealedObject>()
            .AsNoTracking()
            .Where(o => o.CaseId == caseId)
            .OpenableBy(staffId)
            .OrderBy(o => o.KeyPair).ThenBy(o => o.Author).ThenBy(o => o.Sequence)
            .ToListAsync(cancel);
        var consents = await database.Set<Consent>()
            .AsNoTracking()
            .Where(consent => consent.CaseId == caseId)
            .OrderBy(consent => consent.GivenAt)
            .ToListAsync(cancel);
        var rekey = await database.Set<CaseRekey>().AnyAsync(due => due.CaseId == caseId, cancel);
        var isRestricted = await database.IsRestrictedAsync(caseId, cancel);
        var grants = await database.Set<CaseGrant>().Where(grant => grant.CaseId == caseId).OrderBy(grant => grant.GrantedAt).Select(grant => grant.StaffId).ToListAsync(cancel);
        var reminders = await database.Set<Reminder>().AsNoTracking()
            .Where(reminder => reminder.CaseId == caseId)
            .OrderBy(reminder => reminder.DueAt).ThenBy(reminder => reminder.Id)
            .ToListAsync(cancel);
        return new ShownCase(report, caseFile, assignee, rekey, isRestricted, grants, await IsWholeAsync(caseId, cancel), objects, consents)
        {
            Reminders = reminders,
            HandoverReadAt = await database.Set<CaseGrant>().Where(grant => grant.CaseId == caseId && grant.StaffId == staffId)
                .Select(grant => grant.HandoverReadAt).SingleOrDefaultAsync(cancel),
            AssigneeAway = assignee is null ? null : (await readAbsences.RunAsync(cancel)).Of(assignee.Id),
        };
    }

    /// <summary>Whether everybody who works on it has a wrap of each of its keys.</summary>
    private async Task<bool> IsWholeAsync(Guid caseId, CancellationToken cancel)
    {
        var audience = (await read.RunAsync([caseId], cancel))[caseId];
        var wraps = await database.Set<SealedObject>()
            .Where(o => o.CaseId == caseId && o.Kind == ObjectKinds.Wrap)
            .Select(o => new { o.KeyPair, o.Generation, o.Recipient })
            .ToListAsync(cancel);
        return wraps
            .GroupBy(wrap => (wrap.KeyPair, wrap.Generation), wrap => wrap.Recipient)
            .All(key => audience.Staff.Select(Recipients.Staff).All(key.Contains));
    }
}

/// <summary>A case as staff may have it.</summary>
/// <param name="Case"><see langword="null"/> until somebody takes it up.</param>
/// <param name="Rekey">Whether it needs new keys: somebody who left knows the old ones.</param>
/// <param name="Grants">Who works on it, and so has wraps in her own name, or will.</param>
/// <param name="IsWhole">Whether each of them has all her wraps.</param>
/// <param name="Objects">Everything under both key pairs, and the wraps that the team or this person can open.</param>
public sealed record ShownCase(
    Report Report, Case? Case, Assignee? Assignee, bool Rekey, bool IsRestricted, IReadOnlyList<Guid> Grants, bool IsWhole,
    IReadOnlyList<SealedObject> Objects, IReadOnlyList<Consent> Consents)
{
    /// <summary>Its reminders, settled ones too, the next first.</summary>
    public IReadOnlyList<Reminder> Reminders { get; init; } = [];

    /// <summary>What colleagues wrote for her is read up to this moment, UTC.</summary>
    public DateTimeOffset? HandoverReadAt { get; init; }

    /// <summary>Where whoever works on it is away.</summary>
    public Away? AssigneeAway { get; init; }
}

/// <summary>Who works on a case.</summary>
public sealed record Assignee(Guid Id, string Alias);

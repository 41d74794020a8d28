using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>A caseworker opens a case for somebody who phoned, wrote, came or found something; it was sealed in her browser.</summary>
public sealed class OpenAssistedCase(CaseManagerDbContext database, CheckSealedCase check, StoreObjects store, AuditLog audit, TimeProvider time)
{
    /// <summary>What such a case is made of, each exactly once.</summary>
    internal static readonly string[] Kinds = [ObjectKinds.TriageCard, ObjectKinds.AssistedReport];

    /// <returns>Whether this post made it, rather than one before with the same bytes.</returns>
    /// <exception cref="RefusedException">Nothing was stored; the code says why.</exception>
    public async Task<bool> RunAsync(Guid staffId, SealedCase posted, CancellationToken cancel)
    {
        await check.RunAsync(posted, Kinds, forStaff: true, cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var isNew = await InTransactionAsync(staffId, posted, imported: false, venueId: null, cancel);
        await transaction.CommitAsync(cancel);
        return isNew;
    }

    /// <summary>The same for a case that was checked already, inside the caller's transaction.</summary>
    /// <param name="imported">Whether it comes from a spreadsheet.</param>
    /// <param name="venueId">The channel, group or site it is the file of; <see langword="null"/> for a case about a person.</param>
    internal async Task<bool> InTransactionAsync(Guid staffId, SealedCase posted, bool imported, Guid? venueId, CancellationToken cancel)
    {
        await audit.LockAsync(posted.CaseId, cancel);
        if (await database.Set<Report>().AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == posted.CaseId, cancel) is { } standing)
        {
            return standing.PostedHash.AsSpan().SequenceEqual(posted.PostedHash)
                ? false
                : throw new RefusedException("different-report", RefusalKind.Conflict);
        }

        var now = time.GetUtcNow().RoundedToMicroseconds();
        var report = await database.OpenReportAsync(posted, IntakeMode.StaffAssisted, cancel);
        report.PostedHash = posted.PostedHash;
        report.Size = posted.Objects.Sum(o => o.File.Length);
        report.Receive(now, held: false);
        report.TakeUp(now);
        var caseFile = new Case { CaseId = posted.CaseId, OpenedAt = now, VenueId = venueId };
        caseFile.AssignTo(staffId);
        database.Add(caseFile);
        await database.GrantAsync(posted.CaseId, staffId, now, cancel);
        database.AddRange(posted.Consents.Select(purpose =>
            new Consent { Id = RandomId.New(), CaseId = posted.CaseId, Purpose = purpose, GivenAt = now, How = Consent.Spoken }));
        await database.SaveChangesAsync(cancel);
        await store.RunAsync(posted.CaseId, Authors.Staff(staffId), [.. posted.Wraps, .. posted.Objects], replaceWraps: false, cancel);
        var data = new AuditData { { "receipt", posted.ReceiptLookup is not null }, { "consents", posted.Consents } };
        if (imported)
        {
            data.Add("mode", "import");
        }

        if (venueId is { } venue)
        {
            data.Add("venueId", venue);
        }

        await audit.AppendAsync(posted.CaseId, "AssistedCaseOpened", Actor.Staff(staffId), data, cancel);
        return true;
    }
}

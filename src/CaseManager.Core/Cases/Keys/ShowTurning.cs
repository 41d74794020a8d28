using CaseManager.Core.Access;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Keys;

/// <summary>What is left to do until every case is wrapped for the team's newest epoch, and has keys that nobody knows who left.</summary>
public sealed class ShowTurning(CaseManagerDbContext database, ReadAudience read, ShowCaseKeys showKeys)
{
    /// <summary>Cases a call.</summary>
    public const int Most = 50;

    /// <param name="own">Only restricted cases she works on: the others are turned by officers.</param>
    /// <param name="recovery">With the wraps for recovery, for cases that no team key here opens.</param>
    /// <param name="after">The last case of the call before.</param>
    public async Task<Turning> RunAsync(Guid staffId, bool own, bool recovery, Guid? after, CancellationToken cancel)
    {
        if (!await database.Set<IntakeBundle>().AnyAsync(cancel))
        {
            return new Turning(null, [], [], 0, []);
        }

        var epoch = await read.EpochAsync(cancel);
        var left = Left(epoch, staffId, own);
        var caseIds = await left.Where(caseId => after == null || caseId > after).OrderBy(caseId => caseId).Take(Most).ToListAsync(cancel);
        var openers = await database.OpenersAsync(cancel);
        var given = await database.Set<EpochWrap>().Where(wrap => wrap.Epoch == epoch).Select(wrap => wrap.StaffId).ToListAsync(cancel);
        return new Turning(epoch, openers, [.. openers.Except(given)], await left.CountAsync(cancel), await showKeys.RunAsync(caseIds, staffId, recovery, cancel));
    }

    private IQueryable<Guid> Left(int epoch, Guid staffId, bool own)
    {
        string[] older = [.. Enumerable.Range(1, epoch - 1).Select(Recipients.Epoch)];
        var hidden = database.HiddenFrom(staffId);
        return database.Set<SealedObject>()
            .Where(o => o.Kind == ObjectKinds.Wrap && o.Recipient != Recipients.Recovery && o.Recipient != Recipients.Receipt && older.Contains(o.Recipient!))
            .Select(o => o.CaseId)
            .Union(database.Set<CaseRekey>().Select(due => due.CaseId))
            .Where(caseId => !own || database.Set<Restriction>().Any(restriction => restriction.CaseId == caseId))
            .Where(caseId => !hidden.Contains(caseId) && database.Set<Report>().Any(report => report.CaseId == caseId && report.ReceivedAt != null));
    }
}

/// <summary>What is left to turn.</summary>
/// <param name="Epoch">The newest; <see langword="null"/> before the ceremony.</param>
/// <param name="Openers">Whose browsers open reports.</param>
/// <param name="WithoutKey">Those among them without the newest epoch's key: admitted before their roles opened reports, or not admitted yet.</param>
/// <param name="Left">Cases that wait, this page's included.</param>
public sealed record Turning(int? Epoch, IReadOnlyList<Guid> Openers, IReadOnlyList<Guid> WithoutKey, int Left, IReadOnlyList<ShownCaseKeys> Cases);

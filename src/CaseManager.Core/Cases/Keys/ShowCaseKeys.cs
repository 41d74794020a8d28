using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Keys;

/// <summary>Gives a browser what opens the keys of cases, and for whom they are to be wrapped: nothing of what the cases say.</summary>
public sealed class ShowCaseKeys(CaseManagerDbContext database, ReadAudience read)
{
    /// <param name="recovery">Whether she gets the wraps for recovery as well, which two holders of words open.</param>
    /// <returns>One for each case that was sent; others are left out.</returns>
    public async Task<IReadOnlyList<ShownCaseKeys>> RunAsync(IReadOnlyList<Guid> caseIds, Guid staffId, bool recovery, CancellationToken cancel)
    {
        var audiences = await read.RunAsync(caseIds, cancel);
        var due = await database.Set<CaseRekey>().Where(row => caseIds.Contains(row.CaseId)).Select(row => row.CaseId).ToListAsync(cancel);
        var modes = await database.Set<Report>()
            .Where(row => caseIds.Contains(row.CaseId) && row.ReceivedAt != null)
            .ToDictionaryAsync(row => row.CaseId, row => row.Mode, cancel);
        var kept = database.Set<SealedObject>()
            .AsNoTracking()
            .Where(o => caseIds.Contains(o.CaseId) && (o.Kind == ObjectKinds.Wrap || o.Kind == ObjectKinds.Announcement || o.Kind == ObjectKinds.Handover || o.Kind == ObjectKinds.StaffCard));
        var objects = await (recovery ? kept.OpenableWithRecovery(staffId) : kept.OpenableBy(staffId)).ToListAsync(cancel);
        var places = await database.Set<SealedObject>()
            .Where(o => caseIds.Contains(o.CaseId) && o.Kind == ObjectKinds.Wrap)
            .Select(o => new { o.CaseId, Place = new WrapPlace(o.KeyPair, o.Generation, o.Recipient!) })
            .ToListAsync(cancel);
        var ends = await EndsAsync(caseIds, cancel);
        var byCase = objects.ToLookup(o => o.CaseId);
        var placesOf = places.ToLookup(row => row.CaseId, row => row.Place);
        return
        [
            .. caseIds.Where(modes.ContainsKey).Select(caseId => new ShownCaseKeys(
                caseId, modes[caseId], due.Contains(caseId), audiences[caseId],
                [.. byCase[caseId].Where(o => o.Kind == ObjectKinds.Wrap)],
                [.. placesOf[caseId]],
                [.. byCase[caseId].Where(o => o.Kind == ObjectKinds.Announcement)],
                [.. byCase[caseId].Where(o => o.Kind == ObjectKinds.Handover)],
                byCase[caseId].Where(o => o.Kind == ObjectKinds.StaffCard).MaxBy(o => o.StoredAt),
                [.. ends[caseId]])),
        ];
    }

    private async Task<ILookup<Guid, ChainHead>> EndsAsync(IReadOnlyList<Guid> caseIds, CancellationToken cancel)
    {
        var chained = database.Set<SealedObject>().Where(o => caseIds.Contains(o.CaseId) && o.Kind != ObjectKinds.Wrap);
        var ends = await chained
            .Where(o => !chained.Any(later =>
                later.CaseId == o.CaseId && later.Author == o.Author && later.KeyPair == o.KeyPair && later.Sequence > o.Sequence))
            .Select(o => new { o.CaseId, o.Author, o.KeyPair, o.Sequence, o.Hash })
            .ToListAsync(cancel);
        return ends.ToLookup(end => end.CaseId, end => new ChainHead(end.Author, end.KeyPair, end.Sequence, end.Hash));
    }
}

/// <summary>What opens the keys of one case, and for whom they are to be wrapped.</summary>
/// <param name="Rekey">Whether it needs new keys.</param>
/// <param name="Wraps">Those this person can open.</param>
/// <param name="Wrapped">For whom there are wraps.</param>
/// <param name="Handovers">The signed statements about who works on it.</param>
/// <param name="Card">The newest staff card, which holds the links that were tagged.</param>
/// <param name="Ends">Where each author's chain ends, for the frames that are written next.</param>
public sealed record ShownCaseKeys(
    Guid CaseId, IntakeMode Mode, bool Rekey, Audience Audience, IReadOnlyList<SealedObject> Wraps, IReadOnlyList<WrapPlace> Wrapped,
    IReadOnlyList<SealedObject> Announcements, IReadOnlyList<SealedObject> Handovers, SealedObject? Card, IReadOnlyList<ChainHead> Ends);

/// <summary>A wrap that is there.</summary>
public sealed record WrapPlace(KeyPairName KeyPair, int Generation, string Recipient);

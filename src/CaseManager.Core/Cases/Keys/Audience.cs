using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Keys;

/// <summary>For whom the keys of a case are wrapped.</summary>
/// <param name="Epoch">The team's newest epoch; <see langword="null"/> where the case is restricted.</param>
/// <param name="Staff">Who works on it, and has wraps in her own name.</param>
/// <param name="HasReceipt">Whether she can come back to it.</param>
public sealed record Audience(int? Epoch, IReadOnlyList<Guid> Staff, bool HasReceipt)
{
    /// <summary>The recipients of every generation of a key pair: the receipt never opens <c>N</c>.</summary>
    public IReadOnlyList<string> Of(KeyPairName keyPair) =>
    [
        Recipients.Recovery,
        .. Epoch is { } number ? [Recipients.Epoch(number)] : Array.Empty<string>(),
        .. Staff.Select(Recipients.Staff),
        .. HasReceipt && keyPair is KeyPairName.C ? [Recipients.Receipt] : Array.Empty<string>(),
    ];
}

/// <summary>Reads for whom the keys of cases are wrapped.</summary>
public sealed class ReadAudience(CaseManagerDbContext database)
{
    /// <summary>The team's newest epoch.</summary>
    public Task<int> EpochAsync(CancellationToken cancel) => database.Set<IntakeBundle>().MaxAsync(bundle => bundle.Epoch, cancel);

    /// <returns>By case; one that is not there is left out.</returns>
    public async Task<IReadOnlyDictionary<Guid, Audience>> RunAsync(IReadOnlyList<Guid> caseIds, CancellationToken cancel)
    {
        var epoch = await EpochAsync(cancel);
        var restricted = await database.Set<Restriction>().Where(row => caseIds.Contains(row.CaseId)).Select(row => row.CaseId).ToListAsync(cancel);
        var grants = await database.Set<CaseGrant>()
            .Where(grant => caseIds.Contains(grant.CaseId))
            .OrderBy(grant => grant.GrantedAt).ThenBy(grant => grant.StaffId)
            .Select(grant => new { grant.CaseId, grant.StaffId })
            .ToListAsync(cancel);
        var byCase = grants.ToLookup(grant => grant.CaseId, grant => grant.StaffId);
        return await database.Set<Report>()
            .Where(report => caseIds.Contains(report.CaseId))
            .ToDictionaryAsync(
                report => report.CaseId,
                report => new Audience(
                    restricted.Contains(report.CaseId) ? null : epoch, [.. byCase[report.CaseId]], report.ReceiptLookup is not null),
                cancel);
    }
}

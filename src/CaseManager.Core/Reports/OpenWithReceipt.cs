using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>Gives whoever holds a receipt her case: everything under <c>C</c>, and not a trace of what is under <c>N</c>.</summary>
public sealed class OpenWithReceipt(CaseManagerDbContext database, FindByReceipt findByReceipt)
{
    /// <exception cref="RefusedException"><c>unknown-receipt</c>.</exception>
    public async Task<SurvivorCase> RunAsync(ReceiptProof? receipt, CancellationToken cancel)
    {
        var report = await findByReceipt.RunAsync(receipt, cancel);
        var publicKey = await database.Set<CaseKeyPair>()
            .Where(key => key.CaseId == report.CaseId && key.KeyPair == KeyPairName.C && key.Generation == 0)
            .Select(key => key.PublicKey)
            .SingleAsync(cancel);
        var objects = await database.Set<SealedObject>()
            .AsNoTracking()
            .Where(o => o.CaseId == report.CaseId && o.KeyPair == KeyPairName.C)
            .Where(o => o.Kind != ObjectKinds.Wrap || o.Recipient == Recipients.Receipt)
            .OrderBy(o => o.Author).ThenBy(o => o.Sequence)
            .ToListAsync(cancel);
        var consents = await database.Set<Consent>()
            .AsNoTracking()
            .Where(consent => consent.CaseId == report.CaseId)
            .OrderBy(consent => consent.GivenAt)
            .ToListAsync(cancel);
        return new SurvivorCase(report, publicKey, objects, consents);
    }
}

/// <summary>A case as its survivor may have it.</summary>
/// <param name="Objects">Her wraps, and everything under <c>C</c> by author and sequence.</param>
public sealed record SurvivorCase(Report Report, byte[] PublicKey, IReadOnlyList<SealedObject> Objects, IReadOnlyList<Consent> Consents);

using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>What someone shows who says she holds a receipt: never the receipt itself.</summary>
/// <param name="LookupId">16 bytes.</param>
/// <param name="AuthToken">32 bytes.</param>
public sealed record ReceiptProof(byte[] LookupId, byte[] AuthToken);

/// <summary>Finds the report a receipt belongs to.</summary>
public sealed class FindByReceipt(CaseManagerDbContext database)
{
    private static readonly byte[] Nothing = new byte[SHA256.HashSizeInBytes];

    /// <returns>The report, tracked.</returns>
    /// <exception cref="RefusedException"><c>unknown-receipt</c>: wrong, unknown or missing, told apart by nothing.</exception>
    public async Task<Report> RunAsync(ReceiptProof? proof, CancellationToken cancel)
    {
        // The same hashes, look-up and comparison whether it is right, half right or nonsense.
        var lookup = SHA256.HashData(proof?.LookupId ?? Nothing);
        var token = SHA256.HashData(proof?.AuthToken ?? Nothing);
        var report = await database.Set<Report>().FirstOrDefaultAsync(r => r.ReceiptLookup == lookup, cancel);
        var known = CryptographicOperations.FixedTimeEquals(report?.ReceiptToken ?? Nothing, token);
        return known && report is not null ? report : throw new RefusedException("unknown-receipt", RefusalKind.NotFound);
    }
}

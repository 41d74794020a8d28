using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>A daily head with every countersignature, for an auditor to take away.</summary>
public sealed class ReadSignedHead(CaseManagerDbContext database)
{
    /// <exception cref="RefusedException"><c>unknown-head</c>.</exception>
    public async Task<SignedHead> RunAsync(DateOnly day, CancellationToken cancel)
    {
        var head = await database.Set<DailyHead>().Where(one => one.Day == day).Select(one => new { one.Bytes, one.Hash }).SingleOrDefaultAsync(cancel)
            ?? throw new RefusedException("unknown-head", RefusalKind.NotFound);
        var signatures = await database.Set<Countersignature>()
            .Where(one => one.Day == day)
            .OrderBy(one => one.StaffId)
            .Select(one => new HeadSignature(one.StaffId, one.Signature))
            .ToListAsync(cancel);
        return new SignedHead(head.Bytes, head.Hash, signatures);
    }
}

/// <param name="Head">The document, verbatim.</param>
public sealed record SignedHead(byte[] Head, byte[] Hash, IReadOnlyList<HeadSignature> Signatures);

public sealed record HeadSignature(Guid User, byte[] Signature);

using System.Buffers.Binary;
using CaseManager.Core.Sealing.DailyHeads;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.ProofPacks;

/// <summary>Finds a case's chain in the newest daily head.</summary>
public sealed class ReadProofHead(CaseManagerDbContext database)
{
    /// <returns><see langword="null"/> where no head was taken since the case began.</returns>
    public async Task<ProofHead?> RunAsync(Guid caseId, CancellationToken cancel)
    {
        if (await database.Set<DailyHead>().OrderByDescending(head => head.Day).Select(head => new { head.Day, head.Bytes }).FirstOrDefaultAsync(cancel) is not { } newest)
        {
            return null;
        }

        // The list has an entry for every case there ever was: only one of them leaves the database.
        var id = HexId.Bytes(caseId);
        var found = await database.Database.SqlQuery<byte[]>(
            $"""
            select substring("List" from place for {HeadList.EntryLength}) as "Value"
            from (select "List", position({id} in "List") as place from sealing.daily_heads where "Day" = {newest.Day}) as lists
            where place > 0 and (place - 1) % {HeadList.EntryLength} = 0
            """).ToListAsync(cancel);
        if (found is not [{ Length: HeadList.EntryLength } entry])
        {
            return null;
        }

        var signatures = await database.Set<Countersignature>().AsNoTracking()
            .Where(signature => signature.Day == newest.Day)
            .OrderBy(signature => signature.StaffId)
            .Select(signature => new ProofSignature(signature.StaffId, signature.Signature))
            .ToListAsync(cancel);
        return new ProofHead(newest.Bytes, (int)BinaryPrimitives.ReadUInt32BigEndian(entry.AsSpan(16)), entry[20..], signatures);
    }
}

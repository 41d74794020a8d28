using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>
/// Holds the lists outside the database against each other and against the chains inside: what a head once named must still
/// be there. Two files are open at a time, and only what changed from one day to the next is looked up.
/// </summary>
public sealed class CompareLists(CaseManagerDbContext database, HeadFolder folder)
{
    private const int Batch = 1000;

    /// <param name="names">What lies in the folder.</param>
    public async Task RunAsync(IReadOnlyList<string> names, AuditFindings findings, CancellationToken cancel)
    {
        string? before = null;
        foreach (var name in names)
        {
            if (!HeadFolder.TryReadDay(name, out var day) || name != HeadFolder.ListName(day))
            {
                continue;
            }

            try
            {
                await CompareAsync(before, name, day, findings, cancel);
                before = name;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                findings.Add(new AuditFinding(AuditFault.FileUnreadable, Day: day, File: name));
            }
        }
    }

    private async Task CompareAsync(string? before, string name, DateOnly day, AuditFindings findings, CancellationToken cancel)
    {
        await using var oldFile = before is null ? Stream.Null : folder.Open(before);
        await using var newFile = folder.Open(name);
        await using var old = HeadList.ReadAsync(oldFile, cancel).GetAsyncEnumerator(cancel);
        var known = await NextAsync(old);
        var changed = new List<HeadEntry>(Batch);
        await foreach (var entry in HeadList.ReadAsync(newFile, cancel))
        {
            while (known is not null && known.ChainId < entry.ChainId)
            {
                findings.Add(new AuditFinding(AuditFault.Backwards, known.ChainId, known.Sequence, day));
                known = await NextAsync(old);
            }

            var same = known?.ChainId == entry.ChainId ? known : null;
            if (same is not null)
            {
                known = await NextAsync(old);
            }

            if (same is null || entry.Sequence > same.Sequence)
            {
                changed.Add(entry);
            }
            else if (entry.Sequence < same.Sequence || !entry.Hash.AsSpan().SequenceEqual(same.Hash))
            {
                findings.Add(new AuditFinding(AuditFault.Backwards, entry.ChainId, entry.Sequence, day));
            }

            if (changed.Count == Batch)
            {
                await LookUpAsync(changed, day, findings, cancel);
            }
        }

        for (; known is not null; known = await NextAsync(old))
        {
            findings.Add(new AuditFinding(AuditFault.Backwards, known.ChainId, known.Sequence, day));
        }

        await LookUpAsync(changed, day, findings, cancel);
    }

    /// <summary>Finds those that the database no longer has as the head says, and empties the list.</summary>
    private async Task LookUpAsync(List<HeadEntry> entries, DateOnly day, AuditFindings findings, CancellationToken cancel)
    {
        Guid[] chains = [.. entries.Select(entry => entry.ChainId)];
        int[] sequences = [.. entries.Select(entry => entry.Sequence)];
        byte[][] hashes = [.. entries.Select(entry => entry.Hash)];
        entries.Clear();
        var lost = await database.Database.SqlQuery<LostEntry>(
            $"""
            select one.chain as "ChainId", one.sequence as "Sequence", e."Hash" is not null as "IsThere",
                exists (select 1 from audit.events other where other."ChainId" = one.chain) as "HasChain"
            from unnest({chains}, {sequences}, {hashes}) as one (chain, sequence, hash)
            left join audit.events e on e."ChainId" = one.chain and e."Sequence" = one.sequence
            where e."Hash" is distinct from one.hash
            order by one.chain
            """).ToListAsync(cancel);
        foreach (var entry in lost)
        {
            var fault = entry.IsThere ? AuditFault.Rewritten : entry.HasChain ? AuditFault.Shorter : AuditFault.Vanished;
            findings.Add(new AuditFinding(fault, entry.ChainId, entry.Sequence, day));
        }
    }

    private static async Task<HeadEntry?> NextAsync(IAsyncEnumerator<HeadEntry> entries) => await entries.MoveNextAsync() ? entries.Current : null;

    private sealed record LostEntry(Guid ChainId, int Sequence, bool IsThere, bool HasChain);
}

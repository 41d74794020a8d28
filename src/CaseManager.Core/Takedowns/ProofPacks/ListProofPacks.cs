using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.ProofPacks;

/// <summary>The packs that were made of a case, newest first; its chain alone remembers them.</summary>
public sealed class ListProofPacks(CaseManagerDbContext database, StaffAliases aliases)
{
    /// <exception cref="RefusedException"><c>unknown-case</c>.</exception>
    public async Task<IReadOnlyList<MadeProofPack>> RunAsync(Guid caseId, Guid staffId, CancellationToken cancel)
    {
        await database.FindReachableAsync(caseId, staffId, cancel);
        return await ReadAsync(caseId, cancel);
    }

    /// <summary>For the survivor, whose receipt opened the case.</summary>
    public Task<IReadOnlyList<MadeProofPack>> OfSurvivorAsync(Guid caseId, CancellationToken cancel) => ReadAsync(caseId, cancel);

    private async Task<IReadOnlyList<MadeProofPack>> ReadAsync(Guid caseId, CancellationToken cancel)
    {
        var events = await database.Set<AuditEvent>().AsNoTracking()
            .Where(happened => happened.ChainId == caseId && happened.Type == ProofEvents.PackMade)
            .OrderByDescending(happened => happened.Sequence)
            .ToListAsync(cancel);
        var named = await aliases.OfAsync(events, cancel);
        return [.. events.Select(happened => new MadeProofPack(
            happened.At, named.By(happened), EventDetails.Read(happened.Data).Of(ProofEvents.HandedTo) is [var recipient] ? recipient : ""))];
    }
}

/// <summary>A pack that was made.</summary>
/// <param name="By">Alias of who made it.</param>
/// <param name="Recipient">One of <see cref="ProofRecipients"/>.</param>
public sealed record MadeProofPack(DateTimeOffset At, string By, string Recipient);

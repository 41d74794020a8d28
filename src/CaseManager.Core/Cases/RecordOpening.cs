using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>What a staff member was given of a case.</summary>
public enum Opening
{
    /// <summary>Everything under both keys.</summary>
    Case,

    /// <summary>The triage card.</summary>
    Card,
}

/// <summary>
/// Writes down who was given what of whose case, in each case's chain. The same again within its span is one opening: a page
/// that is read again after every change, a queue that is looked at all day.
/// </summary>
public sealed class RecordOpening(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    private static readonly TimeSpan OneCase = TimeSpan.FromMinutes(15);

    /// <summary>A card once seen is known: that it was seen again the same day tells nothing, and would be thousands of events.</summary>
    private static readonly TimeSpan OneCard = TimeSpan.FromDays(1);

    public async Task RunAsync(Opening what, IReadOnlyCollection<Guid> caseIds, Guid staffId, CancellationToken cancel)
    {
        var (type, span) = what switch
        {
            Opening.Case => ("CaseOpened", OneCase),
            Opening.Card => ("CardOpened", OneCard),
        };
        var actor = Actor.Staff(staffId);
        var since = time.GetUtcNow() - span;
        if (await WithoutAsync(caseIds, type, actor, since, cancel) is not { Count: > 0 } unrecorded)
        {
            return;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync([.. unrecorded, .. what is Opening.Card ? [AuditLog.Organisation] : Array.Empty<Guid>()], cancel);

        // Two calls at once: the second waits, and finds that the first has said it.
        var fresh = await WithoutAsync(unrecorded, type, actor, since, cancel);
        var happened = fresh.Select(caseId => new NewAuditEvent(caseId, type, actor, [])).ToList();
        if (what is Opening.Card && fresh.Count > 0)
        {
            happened.Add(new NewAuditEvent(AuditLog.Organisation, "CardsOpened", actor, new AuditData { { "count", fresh.Count } }));
        }

        await audit.AppendAsync(happened, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<IReadOnlyList<Guid>> WithoutAsync(
        IReadOnlyCollection<Guid> caseIds, string type, Actor actor, DateTimeOffset since, CancellationToken cancel)
    {
        var recorded = await database.Set<AuditEvent>()
            .Where(happened => caseIds.Contains(happened.ChainId) && happened.Type == type && happened.Actor == actor.Code && happened.At > since)
            .Select(happened => happened.ChainId)
            .Distinct()
            .ToListAsync(cancel);
        return [.. caseIds.Except(recorded)];
    }
}

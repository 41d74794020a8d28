using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>
/// Writes into the organisation's chain who read the address of which venue, or a page of the list. The same again within a quarter of an hour
/// is one opening.
/// </summary>
public sealed class RecordVenueOpening(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    private static readonly TimeSpan span = TimeSpan.FromMinutes(15);

    /// <summary>One venue.</summary>
    public Task RunAsync(Guid venueId, Guid staffId, CancellationToken cancel) =>
        RecordAsync("VenueOpened", new AuditData { { "venueId", venueId } }, staffId, cancel);

    /// <summary>A page of the list.</summary>
    /// <param name="venues">Whose addresses it showed, in its order.</param>
    public Task ListedAsync(IReadOnlyList<Venue> venues, Guid staffId, CancellationToken cancel) => venues is [var first, ..]
        ? RecordAsync("VenuesOpened", new AuditData { { "count", venues.Count }, { "from", first.Id } }, staffId, cancel)
        : Task.CompletedTask;

    private async Task RecordAsync(string type, AuditData data, Guid staffId, CancellationToken cancel)
    {
        var (actor, since, json) = (Actor.Staff(staffId), time.GetUtcNow() - span, data.ToJson());
        if (await IsRecordedAsync(type, actor, json, since, cancel))
        {
            return;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);

        // Two calls at once: the second waits, and finds that the first has said it.
        if (!await IsRecordedAsync(type, actor, json, since, cancel))
        {
            await audit.AppendAsync(AuditLog.Organisation, type, actor, data, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    private Task<bool> IsRecordedAsync(string type, Actor actor, string data, DateTimeOffset since, CancellationToken cancel) =>
        database.Set<AuditEvent>().AnyAsync(
            happened => happened.ChainId == AuditLog.Organisation && happened.Type == type && happened.Actor == actor.Code && happened.Data == data && happened.At > since,
            cancel);
}

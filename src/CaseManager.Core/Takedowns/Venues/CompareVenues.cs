using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>
/// Holds the stems of new venues against those of the same platform. An equal one becomes a suggestion for people, never more. It takes turns of its
/// own, so that no release waits for the organisation's chain.
/// </summary>
public sealed class CompareVenues(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    private const int Batch = 50;

    /// <summary>Whom events name.</summary>
    private static readonly Actor job = Actor.Job("compare-venues");

    /// <returns>How many suggestions it made.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var suggested = 0;
        while (await DueAsync(cancel) is { Count: > 0 } due)
        {
            foreach (var venueId in due)
            {
                suggested += await CompareAsync(venueId, cancel);
            }
        }

        return suggested;
    }

    private Task<List<Guid>> DueAsync(CancellationToken cancel) => database.Set<Venue>()
        .Where(venue => venue.Stem != null && venue.ComparedAt == null)
        .OrderBy(venue => venue.OpenedAt)
        .Select(venue => venue.Id)
        .Take(Batch)
        .ToListAsync(cancel);

    private async Task<int> CompareAsync(Guid venueId, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var alike = await LockAsync(venueId, cancel);
        if (alike.Find(venue => venue.Id == venueId) is not { ComparedAt: null } venue)
        {
            return 0;
        }

        venue.MarkCompared(time.GetUtcNow());
        var known = await database.Set<VenueSuccessor>().Where(pair => pair.FromId == venueId || pair.ToId == venueId).ToListAsync(cancel);
        var pairs = alike.Where(other => other.Id != venueId && !known.Exists(pair => pair.Other(venueId) == other.Id)).Select(other => Pair(venue, other)).ToList();
        database.AddRange(pairs);
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            [.. pairs.Select(pair => new NewAuditEvent(AuditLog.Organisation, "SuccessorSuggested", job, DataOf(pair)))], cancel);
        await transaction.CommitAsync(cancel);
        return pairs.Count;
    }

    internal static AuditData DataOf(VenueSuccessor pair) =>
        new() { { "successorId", pair.Id }, { "from", pair.FromId }, { "to", pair.ToId }, { "hint", pair.Hint } };

    /// <summary>It and those with its stem, in the order in which releases and deletions take them.</summary>
    private Task<List<Venue>> LockAsync(Guid venueId, CancellationToken cancel) => database.Set<Venue>()
        .FromSql(
            $"""
            select v.* from takedowns.venues v
            where v."Stem" = (select one."Stem" from takedowns.venues one where one."Id" = {venueId})
            order by v."Lookup" for no key update
            """)
        .ToListAsync(cancel);

    private VenueSuccessor Pair(Venue one, Venue other)
    {
        var (from, to) = (one.OpenedAt, one.Id).CompareTo((other.OpenedAt, other.Id)) <= 0 ? (one, other) : (other, one);
        return new VenueSuccessor { Id = RandomId.New(), FromId = from.Id, ToId = to.Id, Hint = SuccessorHints.NameStem, SuggestedAt = time.GetUtcNow() };
    }
}

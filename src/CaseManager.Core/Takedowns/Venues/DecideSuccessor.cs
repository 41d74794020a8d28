using System.Text;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>What a person says about two venues.</summary>
public enum SuccessorDecision
{
    /// <summary>The other one came after the one she looks at.</summary>
    CameAfter,

    /// <summary>The other one was there before.</summary>
    CameBefore,

    /// <summary>They have nothing to do with each other.</summary>
    Unrelated,

    /// <summary>What was decided is taken back.</summary>
    Undo,
}

/// <summary>A person decides whether one venue came after another, or takes that back.</summary>
public sealed class DecideSuccessor(CaseManagerDbContext database, DataKeys keys, AuditLog audit, TimeProvider time)
{
    /// <summary>Characters the reason may have.</summary>
    public const int MaximumReason = 500;

    /// <param name="venueId">The venue she looks at.</param>
    /// <param name="reason">Why, in her words; may be empty.</param>
    /// <exception cref="RefusedException"><c>unknown-venue</c>, <c>unknown-successor</c>, <c>reason</c>, <c>wrong-state</c>.</exception>
    public async Task RunAsync(Guid venueId, Guid successorId, SuccessorDecision decision, string reason, Guid staffId, CancellationToken cancel)
    {
        if (reason.Trim() is not { Length: <= MaximumReason } said)
        {
            throw new RefusedException("reason");
        }

        await database.FindVenueAsync(venueId, staffId, cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var pair = await database.Set<VenueSuccessor>()
            .SingleOrDefaultAsync(row => row.Id == successorId && (row.FromId == venueId || row.ToId == venueId), cancel)
            ?? throw new RefusedException("unknown-successor", RefusalKind.NotFound);
        await RequireOtherAsync(pair.Other(venueId), staffId, cancel);
        await DecideAsync(pair, venueId, decision, said, staffId, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>A suggestion towards a venue that she may not know of is not there.</summary>
    private async Task RequireOtherAsync(Guid otherId, Guid staffId, CancellationToken cancel)
    {
        if (!await database.VenuesSeenBy(staffId).AnyAsync(seen => seen.Venue.Id == otherId, cancel))
        {
            throw new RefusedException("unknown-successor", RefusalKind.NotFound);
        }
    }

    private async Task DecideAsync(VenueSuccessor pair, Guid venueId, SuccessorDecision decision, string reason, Guid staffId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        try
        {
            var type = decision switch
            {
                SuccessorDecision.CameAfter => Confirm(pair, pair.Other(venueId), staffId, now),
                SuccessorDecision.CameBefore => Confirm(pair, venueId, staffId, now),
                SuccessorDecision.Unrelated => Reject(pair, staffId, now),
                SuccessorDecision.Undo => Undo(pair),
            };
            if (decision != SuccessorDecision.Undo)
            {
                pair.Explain(await SealAsync(pair, reason, cancel));
            }

            await database.SaveChangesAsync(cancel);
            await audit.AppendAsync(AuditLog.Organisation, type, Actor.Staff(staffId), CompareVenues.DataOf(pair), cancel);
        }
        catch (Exception refusal) when (refusal is WrongMoveException or DbUpdateConcurrencyException)
        {
            throw new RefusedException("wrong-state", RefusalKind.Conflict);
        }
    }

    private static string Confirm(VenueSuccessor pair, Guid laterId, Guid staffId, DateTimeOffset now)
    {
        pair.Confirm(laterId, staffId, now);
        return "SuccessorConfirmed";
    }

    private static string Reject(VenueSuccessor pair, Guid staffId, DateTimeOffset now)
    {
        pair.Reject(staffId, now);
        return "SuccessorRejected";
    }

    private static string Undo(VenueSuccessor pair)
    {
        pair.Undo();
        return "SuccessorReopened";
    }

    private async Task<byte[]?> SealAsync(VenueSuccessor pair, string reason, CancellationToken cancel) => reason.Length == 0
        ? null
        : FieldCipher.Seal(await keys.GetOrCreateAsync(pair.FromId, cancel), Encoding.UTF8.GetBytes(reason), SealedPlaces.SuccessorReason(pair.Id));
}

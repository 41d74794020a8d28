using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>An administrator lets mail go to an address again, and says why. What had stopped is sent again by whoever works on it.</summary>
public sealed class LiftSuppression(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <summary>Characters the reason may have.</summary>
    public const int MaximumReason = 500;

    /// <exception cref="RefusedException"><c>why</c>, <c>unknown-suppression</c>, <c>lifted-already</c>.</exception>
    public async Task RunAsync(Guid suppressionId, Guid staffId, string why, CancellationToken cancel)
    {
        var said = why.Trim() is { Length: > 0 and <= MaximumReason } text ? text : throw new RefusedException("why");
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var row = await database.Set<SuppressedAddress>().SingleOrDefaultAsync(one => one.Id == suppressionId, cancel)
            ?? throw new RefusedException("unknown-suppression", RefusalKind.NotFound);
        if (row.LiftedAt is not null)
        {
            throw new RefusedException("lifted-already", RefusalKind.Conflict);
        }

        row.Lift(staffId, said, time.GetUtcNow());
        await audit.AppendAsync(
            AuditLog.Organisation,
            "SuppressionLifted",
            Actor.Staff(staffId),
            new AuditData { { "suppressionId", row.Id }, { "recipient", row.Recipient } },
            cancel);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

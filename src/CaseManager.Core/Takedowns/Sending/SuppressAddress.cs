using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Keeps that an address does not exist. What waits for it stops with the next sweep, what is released to it is refused.</summary>
/// <remarks>
/// For a bad address only (enhanced status 5.1.x). A refusal by policy (5.7.x) tells of our own reputation, not of the address.
/// A caller with a transaction of its own locks <see cref="AuditLog.Organisation"/> together with its cases, so that two callers never wait for each other.
/// </remarks>
public sealed class SuppressAddress(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <summary>For an answer to a notice: its recipient's address.</summary>
    /// <returns>Whether it is new; <see langword="false"/> also for a form.</returns>
    public Task<bool> RunAsync(Notice notice, string reason, Actor foundBy, CancellationToken cancel) =>
        notice.Contact is { } contact ? RunAsync(contact, notice.Recipient, reason, foundBy, cancel) : Task.FromResult(false);

    /// <param name="contact">See <see cref="ContactHash"/>.</param>
    /// <param name="recipient">Whose address it is.</param>
    /// <param name="reason">One of <see cref="SuppressionReasons"/>.</param>
    /// <param name="foundBy">The job or person that found out.</param>
    /// <returns>Whether it is new.</returns>
    public async Task<bool> RunAsync(byte[] contact, string recipient, string reason, Actor foundBy, CancellationToken cancel)
    {
        if (database.Database.CurrentTransaction is not null)
        {
            return await AddAsync(contact, recipient, reason, foundBy, cancel);
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var isNew = await AddAsync(contact, recipient, reason, foundBy, cancel);
        await transaction.CommitAsync(cancel);
        return isNew;
    }

    private async Task<bool> AddAsync(byte[] contact, string recipient, string reason, Actor foundBy, CancellationToken cancel)
    {
        await audit.LockAsync(AuditLog.Organisation, cancel);
        if (await database.Set<SuppressedAddress>().AnyAsync(row => row.Contact == contact && row.LiftedAt == null, cancel))
        {
            return false;
        }

        var row = new SuppressedAddress
        {
            Id = RandomId.New(),
            Contact = contact,
            Recipient = recipient,
            Reason = reason,
            Since = time.GetUtcNow(),
            FoundBy = foundBy.Code,
        };
        database.Add(row);
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            AuditLog.Organisation,
            "AddressSuppressed",
            foundBy,
            new AuditData { { "suppressionId", row.Id }, { "recipient", recipient }, { "reason", reason } },
            cancel);
        return true;
    }
}

using CaseManager.Core.Audit;

namespace CaseManager.Core.Access;

/// <summary>What happened to somebody's way in.</summary>
public enum SessionMoment
{
    SignedOut,

    /// <summary>Too many wrong passwords or codes in a row: the account rests. Each single one is not told, or anybody could fill the chain.</summary>
    AccountRested,
}

/// <summary>Tells the organisation's chain who went, and whose account rests; <see cref="RecordSignIn"/> tells who came.</summary>
public sealed class RecordSession(CaseManagerDbContext database, AuditLog audit)
{
    public async Task RunAsync(SessionMoment moment, Guid staffId, CancellationToken cancel)
    {
        // Within the caller's transaction where something else is true at the same moment.
        await using var own = database.Database.CurrentTransaction is null ? await database.Database.BeginTransactionAsync(cancel) : null;
        var actor = moment is SessionMoment.AccountRested ? Actor.Server : Actor.Staff(staffId);
        await audit.AppendAsync(AuditLog.Organisation, moment.ToString(), actor, new AuditData { { "staff", staffId } }, cancel);
        if (own is not null)
        {
            await own.CommitAsync(cancel);
        }
    }
}

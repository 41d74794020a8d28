using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CaseManager.TestSupport.Takedowns.Faults;

/// <summary>A process of PostgreSQL is killed just before a commit: the whole server crashes and recovers.</summary>
/// <param name="commit">Which commit, from 1.</param>
public sealed class CrashAtCommit(PostgresServer server, int commit) : DbTransactionInterceptor
{
    private int _commits;

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref _commits) == commit)
        {
            await server.CrashAsync(CancellationToken.None);
        }

        return result;
    }
}

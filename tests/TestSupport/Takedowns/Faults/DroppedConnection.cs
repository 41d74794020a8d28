using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace CaseManager.TestSupport.Takedowns.Faults;

/// <summary>The database throws the worker's session out at one commit: just before it, or just after, when it is done and the answer is lost. The worker lives on.</summary>
/// <param name="owner">Connection of the owner, who ends the session.</param>
/// <param name="commit">Which commit, from 1.</param>
public sealed class DroppedConnection(string owner, int commit, bool after) : DbTransactionInterceptor
{
    private int _commits;
    private int _session;

    /// <summary>Whether it came to that commit.</summary>
    public bool Happened { get; private set; }

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref _commits) == commit)
        {
            _session = ((NpgsqlConnection)transaction.Connection!).ProcessID;
            if (!after)
            {
                Happened = true;
                await EndAsync();
            }
        }

        return result;
    }

    public override async Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (_commits == commit && after && !Happened)
        {
            Happened = true;
            await EndAsync();
            throw new NpgsqlException("The answer to the commit was lost.", new IOException("Connection reset."));
        }
    }

    private async Task EndAsync()
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var end = new NpgsqlCommand("select pg_terminate_backend($1, 5000)", connection);
        end.Parameters.AddWithValue(_session);
        await end.ExecuteScalarAsync();
    }
}

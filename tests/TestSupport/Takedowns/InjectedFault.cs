using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CaseManager.TestSupport.Takedowns;

/// <summary>A worker dies at one commit: just before it, or just after, when the database has it and nobody was told. Dead, it commits nothing more.</summary>
/// <param name="commit">Which commit, from 1; 0 for none.</param>
/// <param name="after">Just after rather than just before.</param>
public sealed class InjectedFault(int commit, bool after) : DbTransactionInterceptor
{
    private int _commits;

    /// <summary>Commits seen so far.</summary>
    public int Commits => _commits;

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        var seen = Interlocked.Increment(ref _commits);
        return commit > 0 && (seen > commit || (seen == commit && !after)) ? throw new InjectedFaultException() : ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        _commits == commit && after ? throw new InjectedFaultException() : Task.CompletedTask;
}

/// <summary>The worker is gone.</summary>
public sealed class InjectedFaultException() : Exception("The worker died here.");

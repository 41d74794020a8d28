using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CaseManager.TestSupport.Takedowns;

/// <summary>One commit fails and the worker lives on, as when the database was away for a moment.</summary>
/// <param name="commit">Which commit, from 1.</param>
public sealed class FailingCommit(int commit) : DbTransactionInterceptor
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _commits;

    /// <summary>Ends when it has failed.</summary>
    public Task Failed => _failed.Task;

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref _commits) != commit)
        {
            return ValueTask.FromResult(result);
        }

        _failed.SetResult();
        throw new InjectedFaultException();
    }
}

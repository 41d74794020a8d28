using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CaseManager.TestSupport;

/// <summary>Holds one transaction just before its commit, so that a test can do something else meanwhile.</summary>
public sealed class CommitGate : DbTransactionInterceptor
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isShut;

    /// <summary>Done once a transaction waits.</summary>
    public Task Reached => _reached.Task;

    /// <summary>The next transaction that wants to commit waits.</summary>
    public void Shut() => _isShut = 1;

    /// <summary>Lets it commit.</summary>
    public void Open() => _opened.TrySetResult();

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isShut, 0) == 1)
        {
            _reached.SetResult();
            await _opened.Task.WaitAsync(cancellationToken);
        }

        return result;
    }
}

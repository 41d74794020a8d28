using CaseManager.Core.Takedowns.Sending;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>Every minute: finds notices a worker left behind, and settles those whose outcome is unknown.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class SweepNoticesJob(
    SweepNotices sweepNotices, StopSuppressed stopSuppressed, ReconcileNotice reconcileNotice, OnceAtATime once, ILogger<SweepNoticesJob> log)
{
    [Queue(JobQueues.Notices)]
    public Task RunAsync(CancellationToken cancel) => once.RunAsync(JobLocks.SweepNotices, () => SweepAsync(cancel), cancel);

    private async Task SweepAsync(CancellationToken cancel)
    {
        var found = await sweepNotices.RunAsync(cancel);
        if (found > 0)
        {
            Found(found);
        }

        if (await stopSuppressed.RunAsync(cancel) is > 0 and var stopped)
        {
            Stopped(stopped);
        }

        foreach (var noticeId in await reconcileNotice.FindAsync(cancel))
        {
            await reconcileNotice.RunAsync(noticeId, cancel);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Notices} notices were left while they were leaving; their outcome is unknown.")]
    private partial void Found(int notices);

    [LoggerMessage(LogLevel.Warning, "{Notices} notices were stopped: their address does not exist.")]
    private partial void Stopped(int notices);
}

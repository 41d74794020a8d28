using CaseManager.Core.Takedowns.Sending;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>Every few seconds: sends what is due.</summary>
/// <remarks>Never tried again by the scheduler: the notices' rows know what is due, the next tick looks again.</remarks>
[AutomaticRetry(Attempts = 0)]
public sealed partial class SendNoticesJob(SendNotices sendNotices, OnceAtATime once, ILogger<SendNoticesJob> log)
{
    private static readonly string Worker = $"{Environment.MachineName}:{Environment.ProcessId}";

    [Queue(JobQueues.Notices)]
    public Task RunAsync(CancellationToken cancel) => once.RunAsync(JobLocks.SendNotices, () => SendAsync(cancel), cancel);

    private async Task SendAsync(CancellationToken cancel)
    {
        var attempts = await sendNotices.RunAsync(Worker, cancel);
        if (attempts > 0)
        {
            Sent(attempts);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Attempts} attempts to send a notice were made.")]
    private partial void Sent(int attempts);
}

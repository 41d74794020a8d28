using CaseManager.Core.Takedowns.Targets;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>After an upgrade, and once a day: reads released links again where an older table of links made their keys.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class RekeyTargetsJob(RekeyTargets rekeyTargets, RekeyRest rest, OnceAtATime once, TimeProvider time, ILogger<RekeyTargetsJob> log)
{
    [Queue(JobQueues.Tidying)]
    public async Task RunAsync(CancellationToken cancel)
    {
        if (rest.Until is null || rest.Until <= time.GetUtcNow())
        {
            await once.RunAsync(JobLocks.RekeyTargets, () => RekeyAsync(cancel), cancel);
        }
    }

    private async Task RekeyAsync(CancellationToken cancel)
    {
        var done = await rekeyTargets.RunAsync(cancel);
        var (rekeyed, joined, unreadable, busy) =
            (done.Of(RekeyOutcome.Rekeyed), done.Of(RekeyOutcome.Joined), done.Of(RekeyOutcome.Unreadable), done.Of(RekeyOutcome.Busy));
        if (rekeyed + joined + busy > 0)
        {
            Rekeyed(rekeyed, joined, busy);
        }

        if (unreadable > 0)
        {
            Unreadable(unreadable);
        }

        rest.Until = busy > 0 ? null : time.GetUtcNow().AddDays(1);
    }

    [LoggerMessage(LogLevel.Information, "{Rekeyed} released links have a new key, {Joined} became one with another, {Busy} were in use and wait.")]
    private partial void Rekeyed(int rekeyed, int joined, int busy);

    [LoggerMessage(LogLevel.Warning, "{Targets} released links of an older table of links cannot be read: their data keys are destroyed or damaged.")]
    private partial void Unreadable(int targets);
}

/// <summary>How long this process need not look: there is nothing old left, unless an older program beside it writes some.</summary>
public sealed class RekeyRest
{
    /// <summary>UTC; null before the first look.</summary>
    public DateTimeOffset? Until { get; set; }
}

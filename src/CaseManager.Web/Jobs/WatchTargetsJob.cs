using CaseManager.Core.Takedowns.Watching;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>Every minute: looks at the links that are due, a few minutes long. One at a time on all machines together, which is the politeness we promise.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class WatchTargetsJob(WatchTargets watchTargets, ShowProbing show, OnceAtATime once, ILogger<WatchTargetsJob> log)
{
    [Queue(JobQueues.Watching)]
    public Task RunAsync(CancellationToken cancel) => once.RunAsync(JobLocks.WatchTargets, () => WatchAsync(cancel), cancel);

    private async Task WatchAsync(CancellationToken cancel)
    {
        var before = (await show.RunAsync(cancel)).Since;
        var looked = await watchTargets.RunAsync(cancel);
        if (looked > 0)
        {
            Looked(looked);
        }

        if (await show.RunAsync(cancel) is { Trouble: { } trouble, Since: { } since } && before is null)
        {
            InTrouble(trouble, since);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Targets} links were looked at.")]
    private partial void Looked(int targets);

    [LoggerMessage(LogLevel.Warning, "Links cannot be looked at since {Since}: {Trouble}. Nothing counts as gone meanwhile.")]
    private partial void InTrouble(string trouble, DateTimeOffset since);
}

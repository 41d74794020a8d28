using CaseManager.Core.Statistics;
using CaseManager.Core.Statistics.Requests;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>Every minute: builds the releases that were approved, where this machine may.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class BuildReleasesJob(BuildApproved build, StatisticsDatabase databases, OnceAtATime once, ILogger<BuildReleasesJob> log)
{
    [Queue(JobQueues.Tidying)]
    public Task RunAsync(CancellationToken cancel) =>
        databases.CanBuild ? once.RunAsync(JobLocks.BuildReleases, () => BuildAsync(cancel), cancel) : Task.CompletedTask;

    private async Task BuildAsync(CancellationToken cancel)
    {
        var (built, refused) = await build.RunAsync(cancel);
        if (built + refused > 0)
        {
            Done(built, refused);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Built} releases of statistics were built, {Refused} requests were refused.")]
    private partial void Done(int built, int refused);
}

using CaseManager.Core.Reports;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>Every ten minutes: destroys drafts whose seven days are over, and forgets challenges that were spent.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class TidyIntakeJob(
    DestroyDrafts destroyDrafts, ForgetChallenges forgetChallenges, OnceAtATime once, ILogger<TidyIntakeJob> log)
{
    [Queue(JobQueues.Tidying)]
    public Task RunAsync(CancellationToken cancel) => once.RunAsync(JobLocks.TidyIntake, () => TidyAsync(cancel), cancel);

    private async Task TidyAsync(CancellationToken cancel)
    {
        var destroyed = await destroyDrafts.RunAsync(cancel);
        if (destroyed > 0)
        {
            Destroyed(destroyed);
        }

        await forgetChallenges.RunAsync(cancel);
    }

    [LoggerMessage(LogLevel.Information, "{Drafts} drafts that were never sent were destroyed.")]
    private partial void Destroyed(int drafts);
}

using CaseManager.Core.Documents;
using CaseManager.Core.Reports;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>Every ten minutes: shows staff the drafts they may read by now, destroys those whose seven days are over, and forgets challenges that were spent and documents that never arrived whole.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class TidyIntakeJob(
    ShowDrafts showDrafts, DestroyDrafts destroyDrafts, ForgetChallenges forgetChallenges, ForgetUnfinishedDocuments forgetDocuments, OnceAtATime once,
    ILogger<TidyIntakeJob> log)
{
    [Queue(JobQueues.Tidying)]
    public Task RunAsync(CancellationToken cancel) => once.RunAsync(JobLocks.TidyIntake, () => TidyAsync(cancel), cancel);

    private async Task TidyAsync(CancellationToken cancel)
    {
        var shown = await showDrafts.RunAsync(cancel);
        if (shown > 0)
        {
            Shown(shown);
        }

        var destroyed = await destroyDrafts.RunAsync(cancel);
        if (destroyed > 0)
        {
            Destroyed(destroyed);
        }

        await forgetChallenges.RunAsync(cancel);
        await forgetDocuments.RunAsync(cancel);
    }

    [LoggerMessage(LogLevel.Information, "{Drafts} drafts came to staff, as those who kept them allowed.")]
    private partial void Shown(int drafts);

    [LoggerMessage(LogLevel.Information, "{Drafts} drafts that were never sent were destroyed.")]
    private partial void Destroyed(int drafts);
}

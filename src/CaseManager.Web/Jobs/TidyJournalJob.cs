using CaseManager.Core.Takedowns.Sending;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>Every ten minutes: deletes from the journal what it is not needed for any more.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class TidyJournalJob(TidyJournal tidy, OnceAtATime once, ILogger<TidyJournalJob> log)
{
    [Queue(JobQueues.Tidying)]
    public Task RunAsync(CancellationToken cancel) => once.RunAsync(JobLocks.TidyJournal, () => TidyAsync(cancel), cancel);

    private async Task TidyAsync(CancellationToken cancel)
    {
        if (await tidy.RunAsync(cancel) is > 0 and var copies)
        {
            Deleted(copies);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Copies} copies of settled notices were deleted from the journal.")]
    private partial void Deleted(int copies);
}

using CaseManager.Core;
using CaseManager.Core.Statistics;
using CaseManager.Core.Statistics.Coding;
using CaseManager.Core.Statistics.Releases;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>Every night, on machines that may build figures: takes what was coded by day to the other contributions, and finishes what a build left unconfirmed.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class EmptyInboxJob(StatisticsDatabase databases, EmptyInbox emptyInbox, ConfirmReleases confirm, OnceAtATime once, ILogger<EmptyInboxJob> log)
{
    [Queue(JobQueues.Tidying)]
    public Task RunAsync(CancellationToken cancel) =>
        databases.CanBuild ? once.RunAsync(JobLocks.EmptyInbox, () => WorkAsync(cancel), cancel) : Task.CompletedTask;

    // How many there were is told nowhere: it is an exact count.
    private async Task WorkAsync(CancellationToken cancel)
    {
        await emptyInbox.RunAsync(cancel);
        try
        {
            await confirm.RunAsync(cancel);
        }
        catch (RefusedException refusal)
        {
            NotConfirmed(refusal.Code);
        }
    }

    [LoggerMessage(LogLevel.Error, "A release of figures waits to be confirmed, and cannot be: {Code}.")]
    private partial void NotConfirmed(string code);
}

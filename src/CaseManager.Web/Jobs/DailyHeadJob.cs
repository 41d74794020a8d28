using CaseManager.Core.Sealing.DailyHeads;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>Every minute: takes the day's head over the audit if it is due, and writes what is not yet outside the database.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class DailyHeadJob(TakeDailyHead take, WriteHeadFiles write, OnceAtATime once, ILogger<DailyHeadJob> log)
{
    [Queue(JobQueues.Tidying)]
    public Task RunAsync(CancellationToken cancel) => once.RunAsync(JobLocks.DailyHead, () => WorkAsync(cancel), cancel);

    private async Task WorkAsync(CancellationToken cancel)
    {
        if (await take.RunAsync(cancel) is { } day)
        {
            Taken(day);
        }

        foreach (var fault in (await write.RunAsync(cancel)).Faults)
        {
            NotWritten(fault);
        }
    }

    [LoggerMessage(LogLevel.Information, "The audit's head of {Day} was taken.")]
    private partial void Taken(DateOnly day);

    [LoggerMessage(LogLevel.Error, "The audit's heads cannot be written outside the database: {Fault}. It is tried again every minute.")]
    private partial void NotWritten(string fault);
}

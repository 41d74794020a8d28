using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.FollowUp;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>Every minute: opens what is due by now. Before, computes timers anew after the organisation's working hours changed; afterwards, once after the program started sets those that are missing and counts deadlines anew: zone and holidays change with a start only.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class FireTimersJob(CatchUpTimers catchUp, RecountDeadlines recount, FireTimers fireTimers, CaughtUp caughtUp, OnceAtATime once, ILogger<FireTimersJob> log)
{
    [Queue(JobQueues.Notices)]
    public Task RunAsync(CancellationToken cancel) => once.RunAsync(JobLocks.FireTimers, () => FireAsync(cancel), cancel);

    private async Task FireAsync(CancellationToken cancel)
    {
        if (await catchUp.ApplyCalendarAsync(cancel) is > 0 and var cases)
        {
            Applied(cases);
        }

        var done = await fireTimers.RunAsync(cancel);
        if (done.Fired > 0)
        {
            Fired(done.Fired);
        }

        foreach (var (caseId, failure) in done.Failed)
        {
            Failed(caseId, failure);
        }

        if (!caughtUp.Already)
        {
            await catchUp.AddMissingAsync(cancel);
            if (await recount.RunAsync(cancel) is > 0 and var requests)
            {
                Recounted(requests);
            }

            caughtUp.Already = true;
        }
    }

    [LoggerMessage(LogLevel.Information, "Working hours changed: timers of {Cases} cases were computed anew.")]
    private partial void Applied(int cases);

    [LoggerMessage(LogLevel.Information, "Zone or holidays changed: the deadlines of {Requests} requests were counted anew.")]
    private partial void Recounted(int requests);

    [LoggerMessage(LogLevel.Information, "{Timers} timers of takedown requests fired.")]
    private partial void Fired(int timers);

    [LoggerMessage(LogLevel.Error, "Timers of the case {CaseId} could not fire ({Failure}). They are tried again every minute.")]
    private partial void Failed(Guid caseId, string failure);
}

/// <summary>Whether this process has done what is done once after its start.</summary>
public sealed class CaughtUp
{
    public bool Already { get; set; }
}

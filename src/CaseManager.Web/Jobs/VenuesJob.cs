using CaseManager.Core.Takedowns.Venues;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>
/// Every minute: holds the names of new channels, groups and sites against the others, and tells cases of notices about whole ones that left. Once after
/// the program started it also finds the places of links that were released before it knew of any.
/// </summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class VenuesJob(
    PlaceTargets placeTargets, CompareVenues compareVenues, TellMembers tellMembers, Placed placed, OnceAtATime once, ILogger<VenuesJob> log)
{
    [Queue(JobQueues.Tidying)]
    public Task RunAsync(CancellationToken cancel) => once.RunAsync(JobLocks.Venues, () => DrainAsync(cancel), cancel);

    private async Task DrainAsync(CancellationToken cancel)
    {
        if (!placed.Already)
        {
            await placeTargets.RunAsync(cancel);
            placed.Already = true;
        }

        var suggested = await compareVenues.RunAsync(cancel);
        var told = await tellMembers.RunAsync(cancel);
        if (suggested + told > 0)
        {
            Drained(suggested, told);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Suggested} possible successors were suggested, {Told} cases were told of a notice about a whole channel, group or site.")]
    private partial void Drained(int suggested, int told);
}

/// <summary>Whether this process has looked for links without a place.</summary>
public sealed class Placed
{
    public bool Already { get; set; }
}

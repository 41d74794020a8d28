using CaseManager.Core.Takedowns.Sending;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.TestSupport.Takedowns.Faults;

/// <summary>Brings about faults by the thousand, every kind in its turn, on one database.</summary>
public sealed class FaultCampaign(TestDatabase database, string keys, FaultCounts counts)
{
    private static readonly DateTimeOffset Start = new(2026, 6, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Faults at commits and at the relay until so many happened in all.</summary>
    public async Task RunAsync(Func<bool> isEnough, CancellationToken cancel)
    {
        var trials = FaultTrial.All(database);
        for (var round = 0; !isEnough(); round++)
        {
            await TryAsync(trials[round % trials.Count], Start, withJournal: round / trials.Count % 2 == 1, cancel);
        }
    }

    /// <summary>Every situation so many times.</summary>
    public async Task RunSituationsAsync(int times, CancellationToken cancel)
    {
        for (var round = 0; round < times; round++)
        {
            foreach (var (trial, start) in Situations.All)
            {
                await TryAsync(trial, start ?? Start, withJournal: round % 2 == 1, cancel);
            }
        }
    }

    private async Task TryAsync(FaultTrial trial, DateTimeOffset start, bool withJournal, CancellationToken cancel)
    {
        await using var bench = new FaultBench(database, keys, start, withJournal);
        await bench.AddAsync(trial.Notices, cancel);
        var faults = await trial.RunAsync(bench, cancel);
        await bench.RecoverAsync(cancel);
        counts.Add(trial.Point, faults, await bench.JudgeAsync(cancel));
        await using var context = database.Open();
        await context.Set<RelayState>().ExecuteDeleteAsync(cancel);
    }
}

using CaseManager.TestSupport.Smtp;

namespace CaseManager.TestSupport.Takedowns.Faults;

/// <summary>A kind of fault at one point of a send.</summary>
/// <param name="Point">Its name in the counts.</param>
/// <param name="RunAsync">Brings it about on a bench that has its notices; returns how many faults happened.</param>
/// <param name="Notices">How many notices it needs.</param>
public sealed record FaultTrial(string Point, Func<FaultBench, CancellationToken, Task<int>> RunAsync, int Notices = 1)
{
    /// <summary>Every commit of a send, of a sweep and of a search, before and after, by a dying worker and by a lost session; and everything a relay can do.</summary>
    public static IReadOnlyList<FaultTrial> All(TestDatabase database) => [.. Commits(database), .. Relays()];

    private static IEnumerable<FaultTrial> Commits(TestDatabase database)
    {
        foreach (var after in new[] { false, true })
        {
            var when = after ? "after" : "before";
            foreach (var (phase, commit) in new[] { ("claim", 1), ("begin", 2), ("settle", 3) })
            {
                yield return new FaultTrial($"commit of {phase}, worker dies {when}", (bench, cancel) => DieAsync(bench, commit, after, cancel));
                yield return new FaultTrial($"commit of {phase}, session lost {when}", (bench, cancel) => DropAsync(bench, database, commit, after, cancel));
            }

            yield return new FaultTrial($"commit of the relay's state, worker dies {when}", (bench, cancel) =>
            {
                bench.Peer.Next(SmtpStage.Greeting, new SmtpTurn.Drop());
                return DieAsync(bench, commit: 4, after, cancel);
            });

            foreach (var phase in new[] { "sweep", "search" })
            {
                yield return new FaultTrial($"commit of {phase}, worker dies {when}", async (bench, cancel) =>
                {
                    await ArrangeAsync(bench, phase, cancel);
                    var fault = new InjectedFault(1, after);
                    await using var worker = bench.NewWorker("dying", faults: fault);
                    await bench.AttemptAsync(phase == "sweep" ? worker.SweepAsync(cancel) : worker.ReconcileAsync(cancel));
                    return fault.Commits > 0 ? 1 : 0;
                });
                yield return new FaultTrial($"commit of {phase}, session lost {when}", async (bench, cancel) =>
                {
                    await ArrangeAsync(bench, phase, cancel);
                    var fault = new DroppedConnection(database.Owner, 1, after);
                    await using var worker = bench.NewWorker("cut", faults: fault);
                    await bench.AttemptAsync(phase == "sweep" ? worker.SweepAsync(cancel) : worker.ReconcileAsync(cancel));
                    return fault.Happened ? 1 : 0;
                });
            }

            foreach (var commit in new[] { 2, 3, 4, 5 })
            {
                yield return new FaultTrial($"commit {commit} of several, worker dies {when}", (bench, cancel) => DieAsync(bench, commit, after, cancel), Notices: 5);
            }
        }
    }

    private static IEnumerable<FaultTrial> Relays()
    {
        (SmtpStage Stage, SmtpTurn Turn, string What)[] turns =
        [
            .. Enum.GetValues<SmtpStage>().Where(stage => stage != SmtpStage.SignIn).Select(stage => (stage, (SmtpTurn)new SmtpTurn.Drop(), "hangs up")),
            .. new[] { SmtpStage.Greeting, SmtpStage.Sender, SmtpStage.Recipient, SmtpStage.Data, SmtpStage.Dot }
                .Select(stage => (stage, (SmtpTurn)new SmtpTurn.Reply("451 4.3.0 Later"), "says not now")),
            .. new[] { SmtpStage.Sender, SmtpStage.Recipient, SmtpStage.Data, SmtpStage.Dot }
                .Select(stage => (stage, (SmtpTurn)new SmtpTurn.Reply("554 5.3.0 No"), "says no")),
            (SmtpStage.Dot, new SmtpTurn.Lose(), "loses it and hangs up"),
        ];
        return turns.Select(turn => new FaultTrial($"relay {turn.What} at {turn.Stage}", async (bench, cancel) =>
        {
            bench.Peer.Next(turn.Stage, turn.Turn);
            await using var worker = bench.NewWorker("worker");
            await bench.AttemptAsync(worker.SendAsync(cancel));
            return 1;
        }));
    }

    private static async Task<int> DieAsync(FaultBench bench, int commit, bool after, CancellationToken cancel)
    {
        var fault = new InjectedFault(commit, after);
        await using var worker = bench.NewWorker("dying", faults: fault);
        await bench.AttemptAsync(worker.SendAsync(cancel));
        return fault.Commits >= commit ? 1 : 0;
    }

    private static async Task<int> DropAsync(FaultBench bench, TestDatabase database, int commit, bool after, CancellationToken cancel)
    {
        var fault = new DroppedConnection(database.Owner, commit, after);
        await using var worker = bench.NewWorker("cut", faults: fault);
        await bench.AttemptAsync(worker.SendAsync(cancel));
        return fault.Happened ? 1 : 0;
    }

    // Something to sweep is a worker that died before it could settle, something to search what the sweep or the relay left unknown.
    private static async Task ArrangeAsync(FaultBench bench, string phase, CancellationToken cancel)
    {
        if (phase == "search")
        {
            bench.Peer.Next(SmtpStage.Dot, new SmtpTurn.Drop());
            await using var unlucky = bench.NewWorker("unlucky");
            await bench.AttemptAsync(unlucky.SendAsync(cancel));
            bench.Clock.Advance(TimeSpan.FromMinutes(31));
            return;
        }

        await DieAsync(bench, commit: 3, after: false, cancel);
        bench.Clock.Advance(TimeSpan.FromMinutes(6));
    }
}

using CaseManager.TestSupport.Smtp;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.TestSupport.Takedowns.Faults;

/// <summary>What goes wrong without anything breaking: workers beside each other, clocks, a relay that is away.</summary>
public static class Situations
{
    /// <summary>One hour before the clocks of Europe go back, and before they go forward.</summary>
    private static readonly DateTimeOffset[] Changes = [new(2026, 10, 25, 0, 0, 0, TimeSpan.Zero), new(2027, 3, 28, 0, 0, 0, TimeSpan.Zero)];

    public static IReadOnlyList<(FaultTrial Trial, DateTimeOffset? Start)> All { get; } =
    [
        (new("two workers at once", TwoWorkersAsync, Notices: 12), null),
        (new("two workers at once, one dies", TwoWorkersOneDiesAsync, Notices: 12), null),
        (new("job delivered twice", TwiceAsync, Notices: 8), null),
        (new("worker paused past its lease, in the text", PausedAsync), null),
        (new("worker paused past its lease, before the text", PausedBeforeAsync), null),
        (new("clock jumps seven hours ahead in the text", (bench, cancel) => JumpAsync(bench, TimeSpan.FromHours(7), cancel)), null),
        (new("machine three hours behind", (bench, cancel) => OtherClockAsync(bench, TimeSpan.FromHours(-3), cancel), Notices: 3), null),
        (new("machine three hours ahead dies", (bench, cancel) => OtherClockAsync(bench, TimeSpan.FromHours(3), cancel), Notices: 3), null),
        (new("clocks go back an hour", ChangeAsync, Notices: 3), Changes[0]),
        (new("clocks go forward an hour", ChangeAsync, Notices: 3), Changes[1]),
        (new("relay away for thirty hours", AwayAsync, Notices: 5), null),
    ];

    private static async Task<int> TwoWorkersAsync(FaultBench bench, CancellationToken cancel)
    {
        await using var first = bench.NewWorker("first");
        await using var second = bench.NewWorker("second");
        await bench.AttemptAsync(Task.WhenAll(first.SendAsync(cancel), second.SendAsync(cancel)));
        return 1;
    }

    private static async Task<int> TwoWorkersOneDiesAsync(FaultBench bench, CancellationToken cancel)
    {
        await using var first = bench.NewWorker("first", faults: new InjectedFault(4, after: false));
        await using var second = bench.NewWorker("second");
        await bench.AttemptAsync(Task.WhenAll(first.SendAsync(cancel), second.SendAsync(cancel)));
        return 1;
    }

    private static async Task<int> TwiceAsync(FaultBench bench, CancellationToken cancel)
    {
        await using var worker = bench.NewWorker("worker");
        await bench.AttemptAsync(Task.WhenAll(worker.SendAsync(cancel), worker.SendAsync(cancel)));
        await bench.AttemptAsync(worker.SendAsync(cancel));
        return 1;
    }

    private static Task<int> PausedAsync(FaultBench bench, CancellationToken cancel) => PauseAsync(bench, SmtpStage.Dot, cancel);

    private static Task<int> PausedBeforeAsync(FaultBench bench, CancellationToken cancel) => PauseAsync(bench, SmtpStage.Hello, cancel);

    // Its own clock stands still, as that of a process that is stopped; another worker goes on meanwhile.
    private static async Task<int> PauseAsync(FaultBench bench, SmtpStage stage, CancellationToken cancel)
    {
        var slow = bench.Peer.Next(stage, new SmtpTurn.Wait());
        await using var paused = bench.NewWorker("paused", new FakeTimeProvider(bench.Clock.GetUtcNow()));
        var sending = paused.SendAsync(cancel);
        await slow.Reached.WaitAsync(cancel);
        bench.Clock.Advance(TimeSpan.FromMinutes(6));
        await using var other = bench.NewWorker("other");
        await other.SweepAsync(cancel);
        await other.SendAsync(cancel);
        slow.Release();
        await bench.AttemptAsync(sending);
        return 1;
    }

    private static async Task<int> JumpAsync(FaultBench bench, TimeSpan jump, CancellationToken cancel)
    {
        var slow = bench.Peer.Next(SmtpStage.Dot, new SmtpTurn.Wait());
        await using var worker = bench.NewWorker("worker");
        var sending = worker.SendAsync(cancel);
        await slow.Reached.WaitAsync(cancel);
        bench.Clock.Advance(jump);
        slow.Release();
        await bench.AttemptAsync(sending);
        return 1;
    }

    private static async Task<int> OtherClockAsync(FaultBench bench, TimeSpan off, CancellationToken cancel)
    {
        var clock = new FakeTimeProvider(bench.Clock.GetUtcNow() + off);
        await using var worker = off > TimeSpan.Zero
            ? bench.NewWorker("ahead", clock, new InjectedFault(3, after: false))
            : bench.NewWorker("behind", clock);
        await bench.AttemptAsync(worker.SendAsync(cancel));
        return 1;
    }

    private static async Task<int> ChangeAsync(FaultBench bench, CancellationToken cancel)
    {
        await using var worker = bench.NewWorker("worker");
        bench.Peer.Always(SmtpStage.Recipient, new SmtpTurn.Reply("450 4.2.1 Later"));
        for (var quarter = 0; quarter < 12; quarter++)
        {
            await bench.AttemptAsync(worker.SendAsync(cancel));
            bench.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        bench.Peer.Obey();
        return 1;
    }

    private static async Task<int> AwayAsync(FaultBench bench, CancellationToken cancel)
    {
        await using var worker = bench.NewWorker("worker");
        bench.Peer.Always(SmtpStage.Greeting, new SmtpTurn.Reply("421 4.3.2 Busy"));
        for (var hour = 0; hour < 30; hour++)
        {
            await bench.AttemptAsync(worker.SendAsync(cancel));
            bench.Clock.Advance(TimeSpan.FromHours(1));
        }

        bench.Peer.Obey();
        return 1;
    }
}

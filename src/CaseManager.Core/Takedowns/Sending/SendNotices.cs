using System.Net.Sockets;
using CaseManager.Core.Audit;
using Npgsql;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Sends whatever is due: claim, begin, hand over, settle. May be started any number of times, anywhere.</summary>
public sealed class SendNotices(
    ClaimNotices claim, BeginSending begin, INoticeTransport transport, SettleSending settle, RelayBreaker breaker, TimeProvider time)
{
    /// <summary>Who writes the audit events of sending.</summary>
    public static readonly Actor Actor = Actor.Job("send-notices");

    private const int SmallestBatch = 20;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <param name="worker">Name of the process, for the attempt's row.</param>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> RunAsync(string worker, CancellationToken cancel)
    {
        var attempts = 0;
        var batch = Math.Max(SmallestBatch, 2 * transport.Lanes);
        while (await breaker.AskAsync(transport.Relay, cancel) is not RelayPermission.None and var permission)
        {
            var claimed = await claim.RunAsync(worker, permission == RelayPermission.One ? 1 : batch, cancel);
            var waiting = new Queue<ClaimedNotice>(claimed);
            var made = await SendAsync(waiting, worker, cancel);
            attempts += made;
            if (waiting.Count > 0)
            {
                await claim.HandBackAsync(waiting, CancellationToken.None);
            }

            if (permission == RelayPermission.One && made == 0)
            {
                await breaker.HandBackAsync(transport.Relay, CancellationToken.None);
            }

            if (claimed.Count == 0)
            {
                break;
            }
        }

        return attempts;
    }

    // No more is begun than can leave at once: what a dying worker leaves in the dark is what was on its way.
    private async Task<int> SendAsync(Queue<ClaimedNotice> waiting, string worker, CancellationToken cancel)
    {
        var attempts = 0;
        var leaving = new List<Task<HandedOverNotice>>();

        // One goes ahead, until the relay took one: a relay that is away is not asked by all of them at once.
        var lanes = 1;
        try
        {
            while (true)
            {
                if (await BeginAsync(waiting, lanes - leaving.Count, worker, cancel) is { Count: > 0 } started)
                {
                    attempts += started.Count;
                    leaving.AddRange(started.Select(one => HandOverAsync(one, cancel)));
                }

                if (leaving.Count > 0)
                {
                    await Task.WhenAny(leaving);
                    await SettleAsync(leaving);
                    lanes = breaker.IsWell ? transport.Lanes : 1;
                }
                else if (waiting.Count == 0 || breaker.IsOpen || cancel.IsCancellationRequested)
                {
                    return attempts;
                }
            }
        }
        finally
        {
            // Whatever went wrong: what is still leaving is waited for, and what becomes of it is stored.
            while (leaving.Count > 0)
            {
                await Task.WhenAny(leaving);
                await SettleAsync(leaving);
            }
        }
    }

    private async Task<IReadOnlyList<StartedNotice>> BeginAsync(Queue<ClaimedNotice> waiting, int free, string worker, CancellationToken cancel)
    {
        if (breaker.IsOpen || cancel.IsCancellationRequested)
        {
            return [];
        }

        var next = new List<ClaimedNotice>();
        while (next.Count < free && waiting.TryDequeue(out var one))
        {
            next.Add(one);
        }

        return next.Count > 0 ? await begin.RunAsync(next, worker, cancel) : [];
    }

    private async Task<HandedOverNotice> HandOverAsync(StartedNotice started, CancellationToken cancel) =>
        new(started.Claimed, started.Mail, await transport.SendAsync(started.Mail, cancel));

    // What the relay said is known here only: a database that is away for a moment must not turn it into "unknown".
    private async Task SettleAsync(List<Task<HandedOverNotice>> leaving)
    {
        var done = leaving.Where(task => task.IsCompleted).ToList();
        leaving.RemoveAll(done.Contains);
        var handedOver = done.Where(task => task.IsCompletedSuccessfully).Select(task => task.Result).ToList();
        while (handedOver.Count > 0)
        {
            try
            {
                await settle.RunAsync(handedOver, CancellationToken.None);
                await breaker.ReportAsync(transport.Relay, [.. handedOver.Select(one => one.Result)], CancellationToken.None);
                break;
            }
            catch (Exception failure) when (IsDatabaseAway(failure) && handedOver.Any(one => time.GetUtcNow() < one.Mail.NotAfter))
            {
                await Task.Delay(BetweenTries, time, CancellationToken.None);
            }
        }

        // A transport that throws is broken, not refused; the sweep finds what it was at.
        await Task.WhenAll(done);
    }

    private static bool IsDatabaseAway(Exception failure) =>
        failure.GetBaseException() is NpgsqlException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.CrashShutdown }
            or IOException or SocketException or TimeoutException;
}

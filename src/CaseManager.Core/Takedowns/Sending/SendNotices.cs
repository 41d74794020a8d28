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

    private const int Batch = 200;
    private const int LargestWave = 64;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    // What a dying worker leaves in the dark is what it had begun: about as much as leaves in this time, twice.
    private static readonly TimeSpan OneWave = TimeSpan.FromMilliseconds(250);

    private int _size = 1;
    private bool _isTrusted;

    /// <param name="worker">Name of the process, for the attempt's row.</param>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> RunAsync(string worker, CancellationToken cancel)
    {
        var attempts = 0;
        (_size, _isTrusted) = (1, false);
        while (await breaker.AskAsync(transport.Relay, cancel) is not RelayPermission.None and var permission)
        {
            var claimed = await claim.RunAsync(worker, permission == RelayPermission.One ? 1 : Batch, cancel);
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

    // In waves: while one leaves, the next is begun; while that leaves, the one before is settled.
    private async Task<int> SendAsync(Queue<ClaimedNotice> waiting, string worker, CancellationToken cancel)
    {
        var attempts = 0;
        var onTheWay = new Queue<NoticeWave>();
        try
        {
            while (true)
            {
                // Until the relay took one, one goes ahead: a relay that is away is not asked by all of them at once.
                var next = onTheWay.Count == 0 || _isTrusted ? await BeginAsync(waiting, _size, worker, cancel) : [];
                attempts += next.Count;
                var leaving = onTheWay.Count > 0 ? onTheWay.Peek() : null;
                if (leaving is not null)
                {
                    await WaitAsync(leaving);
                }

                if (next.Count > 0)
                {
                    onTheWay.Enqueue(new NoticeWave(next, transport, leaving?.Failure, time, cancel));
                }

                if (leaving is not null)
                {
                    onTheWay.Dequeue();
                    await SettleAsync(leaving);
                    _isTrusted = breaker.IsWell;
                    _size = !_isTrusted ? 1 : Math.Clamp(leaving.Took < OneWave ? 2 * _size : _size / 2, Math.Min(transport.Lanes, LargestWave), LargestWave);
                }
                else if (next.Count == 0 && (waiting.Count == 0 || breaker.IsOpen || cancel.IsCancellationRequested))
                {
                    return attempts;
                }
            }
        }
        finally
        {
            // Whatever went wrong: what is still leaving is waited for, and what becomes of it is stored.
            while (onTheWay.TryDequeue(out var wave))
            {
                await wave.Ended;
                await SettleAsync(wave);
            }
        }
    }

    private async Task<IReadOnlyList<StartedNotice>> BeginAsync(Queue<ClaimedNotice> waiting, int size, string worker, CancellationToken cancel)
    {
        if (breaker.IsOpen || cancel.IsCancellationRequested)
        {
            return [];
        }

        var next = new List<ClaimedNotice>();
        while (next.Count < size && waiting.TryDequeue(out var one))
        {
            next.Add(one);
        }

        return next.Count > 0 ? await begin.RunAsync(next, worker, cancel) : [];
    }

    // One slow notice does not keep what is known of the others from being stored.
    private async Task WaitAsync(NoticeWave wave)
    {
        while (await Task.WhenAny(wave.Ended, Task.Delay(OneWave, time, CancellationToken.None)) != wave.Ended)
        {
            await SettleAsync(wave);
        }
    }

    // What the relay said is known here only: a database that is away for a moment must not turn it into "unknown".
    private async Task SettleAsync(NoticeWave wave)
    {
        var handedOver = wave.TakeDone(out var failed);
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
        await Task.WhenAll(failed);
    }

    private static bool IsDatabaseAway(Exception failure) =>
        failure.GetBaseException() is NpgsqlException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.CrashShutdown }
            or IOException or SocketException or TimeoutException;
}

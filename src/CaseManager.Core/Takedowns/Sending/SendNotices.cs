using CaseManager.Core.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Sends whatever is due: claim, begin, hand over, settle. May be started any number of times, anywhere.</summary>
/// <param name="scopes">Settling has a database context of its own, since it goes on beside the begin of what leaves next.</param>
public sealed class SendNotices(ClaimNotices claim, BeginSending begin, INoticeTransport transport, IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>Who writes the audit events of sending.</summary>
    public static readonly Actor Actor = Actor.Job("send-notices");

    private const int LeastBatch = 200;
    private const int LargestWave = 500;
    private const int Growth = 4;

    // What a dying worker leaves in the dark is what it had begun and not settled: three waves, so as much as leaves in half a second.
    private static readonly TimeSpan OneWave = TimeSpan.FromMilliseconds(500) / 3;

    private int _size = 1;
    private bool _isTrusted;

    /// <param name="worker">Name of the process, for the attempt's row.</param>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> RunAsync(string worker, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var breaker = scope.ServiceProvider.GetRequiredService<RelayBreaker>();
        using var settle = new SettleWave(scope.ServiceProvider.GetRequiredService<SettleSending>(), breaker, transport.Relay, time);
        var attempts = 0;
        (_size, _isTrusted) = (1, false);
        while (await breaker.AskAsync(transport.Relay, cancel) is not RelayPermission.None and var permission)
        {
            var claimed = await claim.RunAsync(worker, permission == RelayPermission.One ? 1 : Math.Max(LeastBatch, Growth * _size), cancel);
            var waiting = new Queue<ClaimedNotice>(claimed);
            var made = await SendAsync(waiting, settle, breaker, worker, cancel);
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

    // In waves: while one leaves, the next is begun and the one before is settled.
    private async Task<int> SendAsync(Queue<ClaimedNotice> waiting, SettleWave settle, RelayBreaker breaker, string worker, CancellationToken cancel)
    {
        var attempts = 0;
        var onTheWay = new Queue<NoticeWave>();
        var settling = Task.CompletedTask;
        try
        {
            while (true)
            {
                // Until the relay took one, one goes ahead: a relay that is away is not asked by all of them at once.
                var mayBegin = (onTheWay.Count == 0 || _isTrusted) && !breaker.IsOpen && !cancel.IsCancellationRequested;
                var next = mayBegin ? await BeginAsync(waiting, worker, cancel) : [];
                attempts += next.Count;
                var leaving = onTheWay.Count > 0 ? onTheWay.Peek() : null;
                if (leaving is not null)
                {
                    await settle.WaitAsync(leaving, OneWave);
                }

                if (next.Count > 0)
                {
                    onTheWay.Enqueue(new NoticeWave(next, transport, leaving?.Failure, time, cancel));
                }

                await settling;
                if (leaving is not null)
                {
                    onTheWay.Dequeue();
                    settling = settle.RunAsync(leaving);
                    if (!_isTrusted || !leaving.AllAccepted)
                    {
                        // What was learned of the relay or of an address counts for whatever is begun from here on.
                        await settling;
                    }

                    _isTrusted = breaker.IsWell;
                    _size = _isTrusted ? NextSize(leaving) : 1;
                }
                else if (next.Count == 0 && (waiting.Count == 0 || breaker.IsOpen || cancel.IsCancellationRequested))
                {
                    return attempts;
                }
            }
        }
        finally
        {
            await SettleAllAsync(settling, onTheWay, settle);
        }
    }

    // Whatever went wrong: what is still leaving is waited for, and what becomes of it is stored.
    private static async Task SettleAllAsync(Task settling, Queue<NoticeWave> onTheWay, SettleWave settle)
    {
        try
        {
            await settling;
        }
        finally
        {
            while (onTheWay.TryDequeue(out var wave))
            {
                await wave.Ended;
                await settle.RunAsync(wave);
            }
        }
    }

    // As many as the relay takes in that time, by what it did with the last wave; never fewer than fill every connection.
    private int NextSize(NoticeWave last)
    {
        var most = Math.Min(Growth * last.Size, LargestWave);
        var inTime = last.Took > TimeSpan.Zero ? last.Size * (OneWave / last.Took) : most;
        return (int)Math.Clamp(inTime, Math.Min(transport.Lanes, most), most);
    }

    private async Task<IReadOnlyList<StartedNotice>> BeginAsync(Queue<ClaimedNotice> waiting, string worker, CancellationToken cancel)
    {
        var next = new List<ClaimedNotice>();
        while (next.Count < _size && waiting.TryDequeue(out var one))
        {
            next.Add(one);
        }

        return next.Count > 0 ? await begin.RunAsync(next, worker, cancel) : [];
    }
}

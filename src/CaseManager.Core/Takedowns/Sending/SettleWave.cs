using System.Net.Sockets;
using Npgsql;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Stores what becomes of a wave and tells the relay's breaker; one wave at a time.</summary>
internal sealed class SettleWave(SettleSending settle, RelayBreaker breaker, string relay, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    // What is known of the next wave can come while the one before is being stored, over the same database context.
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>Waits until nothing of a wave is leaving any more. One slow notice does not keep what is known of the others from being stored.</summary>
    /// <param name="patience">How long before what is known is stored.</param>
    public async Task WaitAsync(NoticeWave wave, TimeSpan patience)
    {
        while (!wave.Ended.IsCompleted && await Task.WhenAny(wave.Ended, Task.Delay(patience, time, CancellationToken.None)) != wave.Ended)
        {
            await RunAsync(wave);
        }
    }

    /// <summary>Stores what is known of a wave.</summary>
    /// <remarks>What the relay said is known here only: a database that is away for a moment must not turn it into "unknown".</remarks>
    public async Task RunAsync(NoticeWave wave)
    {
        await _oneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            await StoreAsync(wave.TakeDone());
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task StoreAsync(IReadOnlyList<HandedOverNotice> handedOver)
    {
        while (handedOver.Count > 0)
        {
            try
            {
                await settle.RunAsync(handedOver, CancellationToken.None);
                await breaker.ReportAsync(relay, [.. handedOver.Select(one => one.Result)], CancellationToken.None);
                return;
            }
            catch (Exception failure) when (IsDatabaseAway(failure) && handedOver.Any(one => time.GetUtcNow() < one.Mail.NotAfter))
            {
                await Task.Delay(BetweenTries, time, CancellationToken.None);
            }
        }
    }

    private static bool IsDatabaseAway(Exception failure) =>
        failure.GetBaseException() is NpgsqlException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.CrashShutdown }
            or IOException or SocketException or TimeoutException;
}

using System.Net.Sockets;
using CaseManager.Core.Audit;
using Npgsql;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Sends whatever is due: claim, begin, hand over, settle. May be started any number of times, anywhere.</summary>
public sealed class SendNotices(
    ClaimNotices claim, BeginSending begin, INoticeTransport transport, SettleSending settle, RelayPause pause, TimeProvider time)
{
    /// <summary>Who writes the audit events of sending.</summary>
    public static readonly Actor Actor = Actor.Job("send-notices");

    private const int Batch = 20;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <param name="worker">Name of the process, for the attempt's row.</param>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> RunAsync(string worker, CancellationToken cancel)
    {
        var attempts = 0;
        while (!pause.IsOn && await claim.RunAsync(worker, Batch, cancel) is { Count: > 0 } claimed)
        {
            var waiting = new Queue<ClaimedNotice>(claimed);
            while (!pause.IsOn && !cancel.IsCancellationRequested && waiting.TryDequeue(out var next))
            {
                attempts += await SendAsync(next, worker, cancel) ? 1 : 0;
            }

            if (waiting.Count > 0)
            {
                await claim.HandBackAsync(waiting, CancellationToken.None);
            }
        }

        return attempts;
    }

    private async Task<bool> SendAsync(ClaimedNotice claimed, string worker, CancellationToken cancel)
    {
        if (await begin.RunAsync(claimed, worker, cancel) is not { } mail)
        {
            return false;
        }

        var result = await transport.SendAsync(mail, cancel);
        if (result.Outcome == SendOutcome.RelayFailed)
        {
            pause.Begin(result.Reason);
        }

        await SettleAsync(claimed, mail, result);
        return true;
    }

    // What the relay said is known here only: a database that is away for a moment must not turn it into "unknown".
    private async Task SettleAsync(ClaimedNotice claimed, OutgoingMail mail, SendResult result)
    {
        while (true)
        {
            try
            {
                await settle.RunAsync(claimed, result, CancellationToken.None);
                return;
            }
            catch (Exception failure) when (IsDatabaseAway(failure) && time.GetUtcNow() < mail.NotAfter)
            {
                await Task.Delay(BetweenTries, time, CancellationToken.None);
            }
        }
    }

    private static bool IsDatabaseAway(Exception failure) =>
        failure.GetBaseException() is NpgsqlException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.CrashShutdown }
            or IOException or SocketException or TimeoutException;
}

using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport.Smtp;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.TestSupport.Takedowns.Faults;

/// <summary>Kills real processes with <c>kill -9</c>: the worker, the database under it, the relay beside it.</summary>
/// <param name="program">The program that can be a relay, see <see cref="RelayProcess"/>.</param>
public sealed class KillCampaign(PostgresServer server, TestDatabase database, string keys, string program, FaultCounts counts)
{
    private static readonly SmtpStage[] Conversation = [SmtpStage.Greeting, SmtpStage.Recipient, SmtpStage.Text, SmtpStage.Dot];

    /// <summary>How many points there are.</summary>
    public static int Points => Conversation.Length + 3 + 3 + 3;

    /// <summary>Every point so many times.</summary>
    public async Task RunAsync(int times, TextWriter output, CancellationToken cancel)
    {
        for (var round = 0; round < times; round++)
        {
            foreach (var stage in Conversation)
            {
                await TryAsync($"worker killed, relay at {stage}", round, (bench, _) => KillWorkerAtAsync(bench, stage, cancel), cancel);
            }

            await TryAsync("worker killed before begin is committed", round, (bench, _) => KillWorkerBeforeBeginAsync(bench, cancel), cancel);
            await TryAsync("worker killed before settle is committed", round, (bench, _) => KillWorkerBeforeSettleAsync(bench, cancel), cancel);
            await TryAsync("worker killed after settle is committed", round, (bench, _) => KillWorkerAfterSettleAsync(bench, cancel), cancel);
            await TryAsync("database killed before begin is committed", round, (bench, _) => KillDatabaseAtCommitAsync(bench, 2, cancel), cancel);
            await TryAsync("database killed while the relay talks", round, (bench, _) => KillDatabaseWhileTalkingAsync(bench, cancel), cancel);
            await TryAsync("database killed before settle is committed", round, (bench, _) => KillDatabaseAtCommitAsync(bench, 3, cancel), cancel);
            foreach (var stage in new[] { SmtpStage.Recipient, SmtpStage.Text, SmtpStage.Dot })
            {
                await TryAsync($"relay killed at {stage}", round, (bench, kept) => KillRelayAsync(bench, stage, kept, cancel), cancel);
            }

            await output.WriteLineAsync($"{counts.Faults} kills, {counts.Wrong} wrong");
        }
    }

    private async Task TryAsync(string point, int round, Func<FaultBench, List<byte[]>, Task> kill, CancellationToken cancel)
    {
        await using var bench = new FaultBench(database, keys, TimeProvider.System.GetUtcNow(), withJournal: round % 2 == 1);
        await bench.AddAsync(1, cancel);
        var kept = new List<byte[]>();
        await kill(bench, kept);
        await bench.RecoverAsync(cancel);
        counts.Add(point, 1, await bench.JudgeAsync(cancel, kept));
        await using var context = database.Open();
        await context.Set<RelayState>().ExecuteDeleteAsync(cancel);
    }

    private async Task KillWorkerAtAsync(FaultBench bench, SmtpStage stage, CancellationToken cancel)
    {
        var wait = bench.Peer.Next(stage, new SmtpTurn.Wait());
        using var worker = WorkerProcess.Start(database, keys, bench.Peer);
        await wait.Reached.WaitAsync(cancel);
        await worker.KillAsync(cancel);
        wait.Release();
    }

    private async Task KillWorkerBeforeBeginAsync(FaultBench bench, CancellationToken cancel)
    {
        await using var blocked = await BlockAsync(cancel);
        using var worker = WorkerProcess.Start(database, keys, bench.Peer);
        await Eventually.IsTrueAsync(() => IsSomebodyWaitingAsync(blocked, cancel), cancel);
        await worker.KillAsync(cancel);
    }

    private async Task KillWorkerBeforeSettleAsync(FaultBench bench, CancellationToken cancel)
    {
        var wait = bench.Peer.Next(SmtpStage.Dot, new SmtpTurn.Wait());
        using var worker = WorkerProcess.Start(database, keys, bench.Peer);
        await wait.Reached.WaitAsync(cancel);
        await using var blocked = await BlockAsync(cancel);
        wait.Release();
        await Eventually.IsTrueAsync(() => IsSomebodyWaitingAsync(blocked, cancel), cancel);
        await worker.KillAsync(cancel);
    }

    private async Task KillWorkerAfterSettleAsync(FaultBench bench, CancellationToken cancel)
    {
        using var worker = WorkerProcess.Start(database, keys, bench.Peer);
        var noticeId = bench.Notices[0].Id;
        await Eventually.IsTrueAsync(
            async () =>
            {
                await using var context = database.Open();
                return await context.Set<Notice>().AnyAsync(notice => notice.Id == noticeId && notice.State == NoticeState.Accepted, cancel);
            },
            cancel);
        await worker.KillAsync(cancel);
    }

    private async Task KillDatabaseWhileTalkingAsync(FaultBench bench, CancellationToken cancel)
    {
        var wait = bench.Peer.Next(SmtpStage.Dot, new SmtpTurn.Wait());
        await using var worker = bench.NewWorker("worker");
        var sending = worker.SendAsync(cancel);
        await wait.Reached.WaitAsync(cancel);
        await server.CrashAsync(cancel);
        wait.Release();
        await bench.AttemptAsync(sending);
        await UntilTheDatabaseIsBackAsync(cancel);
    }

    private async Task KillDatabaseAtCommitAsync(FaultBench bench, int commit, CancellationToken cancel)
    {
        await using var worker = bench.NewWorker("worker", faults: new CrashAtCommit(server, commit));
        await bench.AttemptAsync(worker.SendAsync(cancel));
        await UntilTheDatabaseIsBackAsync(cancel);
    }

    private async Task KillRelayAsync(FaultBench bench, SmtpStage stage, List<byte[]> kept, CancellationToken cancel)
    {
        var port = bench.Peer.Port;
        await bench.Peer.DisposeAsync();
        using var relay = await RelayProcess.StartAsync(program, port, stage, cancel);
        await using var worker = bench.NewWorker("worker");
        var sending = worker.SendAsync(cancel);
        await relay.ReachedAsync(cancel);
        await relay.KillAsync(cancel);
        await bench.AttemptAsync(sending);
        kept.AddRange(relay.Kept());
        bench.Replace(SmtpPeer.Start(port));
    }

    private async Task UntilTheDatabaseIsBackAsync(CancellationToken cancel)
    {
        NpgsqlConnection.ClearAllPools();
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    await using var context = database.Open();
                    return await context.Database.CanConnectAsync(cancel);
                }
                catch (NpgsqlException)
                {
                    return false;
                }
            },
            cancel);
    }

    private async Task<NpgsqlConnection> BlockAsync(CancellationToken cancel)
    {
        var connection = new NpgsqlConnection($"{database.Owner};Pooling=false");
        await connection.OpenAsync(cancel);
        await using var block = new NpgsqlCommand("begin; lock table takedowns.send_attempts in access exclusive mode", connection);
        await block.ExecuteNonQueryAsync(cancel);
        return connection;
    }

    private static async Task<bool> IsSomebodyWaitingAsync(NpgsqlConnection blocking, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand(
            "select exists(select from pg_locks where relation = 'takedowns.send_attempts'::regclass and not granted)", blocking);
        return await ask.ExecuteScalarAsync(cancel) is true;
    }
}

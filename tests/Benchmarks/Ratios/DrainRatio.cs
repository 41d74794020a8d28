using CaseManager.Core.Sealing.AtRest;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;

namespace CaseManager.Benchmarks.Ratios;

/// <summary>A queue of notices drained by the outbox, against the same queue as one Hangfire job a notice.</summary>
/// <remarks>That the jobs have to be enqueued first is not counted, nor do they claim, begin or settle anything.</remarks>
public sealed class DrainRatio() : Ratio("drain", "10,000 notices drained by the outbox, against one Hangfire job per notice to the same relay.", 5)
{
    private IReadOnlyList<SeededNotice> notices = [];
    private TestDatabase database = null!;
    private SmtpPeer relay = null!;
    private string keys = "";
    private OutboxWorker worker = null!;
    private NpgsqlDataSource bare = null!;
    private PostgreSqlStorage storage = null!;

    protected override int DefaultCount => 10_000;

    // Once through the whole queue; the first round only compiles.
    protected override int Rounds => 1;

    protected override int WarmUp(int count) => Math.Min(count, 500);

    protected override async Task PrepareAsync(CancellationToken cancel)
    {
        var server = Started(new PostgresServer { Durable = true });
        await server.InitializeAsync();
        database = Started(await server.CreateDatabaseAsync(cancel));
        relay = Started(SmtpPeer.Start());
        keys = Directory.CreateTempSubdirectory("cmk").FullName;
        new KeyFolder(keys).Create();
        Started(new KeyFiles(keys));
        worker = Started(new OutboxWorker(database, keys, relay, TimeProvider.System));
        bare = Started(NpgsqlDataSource.Create(database.Owner));
        await using var create = bare.CreateCommand(
            "create table public.bare_notices (id uuid primary key, bytes bytea not null, sender text not null, recipient text not null, sent boolean not null default false)");
        await create.ExecuteNonQueryAsync(cancel);
        storage = new PostgreSqlStorage(
            new NpgsqlConnectionFactory(database.Owner, new PostgreSqlStorageOptions { PrepareSchemaIfNecessary = false }),
            new PostgreSqlStorageOptions { PrepareSchemaIfNecessary = false, UseSlidingInvisibilityTimeout = true, QueuePollInterval = TimeSpan.FromSeconds(1) });
    }

    protected override async Task FillAsync(int count, CancellationToken cancel)
    {
        notices = await new NoticeSeed(database, new KeyFolder(keys), TimeProvider.System).AddNoticesAsync(count, cancel);
        var jobs = new BackgroundJobClient(storage);
        foreach (var notice in notices)
        {
            await using var insert = bare.CreateCommand("insert into public.bare_notices (id, bytes, sender, recipient) values ($1, $2, $3, $4)");
            insert.Parameters.AddWithValue(notice.Id);
            insert.Parameters.AddWithValue(notice.Bytes);
            insert.Parameters.AddWithValue(notice.Envelope.Sender);
            insert.Parameters.AddWithValue(notice.Envelope.Recipient);
            await insert.ExecuteNonQueryAsync(cancel);
            jobs.Enqueue(() => OneNoticeJob.RunAsync(notice.Id));
        }

        await database.AnalyzeAsync(cancel);
    }

    protected override async Task RunProductAsync(CancellationToken cancel)
    {
        var sent = await worker.SendAsync(cancel);
        if (sent != notices.Count)
        {
            throw new InvalidOperationException($"{sent} of {notices.Count} notices left.");
        }
    }

    protected override Task RunBareAsync(CancellationToken cancel)
    {
        using var left = new CountdownEvent(notices.Count);
        OneNoticeJob.Prepare(bare, relay.Port, left);
        using var server = new BackgroundJobServer(storage);
        left.Wait(cancel);
        return Task.CompletedTask;
    }
}

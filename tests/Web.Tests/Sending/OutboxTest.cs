using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Web.Tests.Sending;

/// <summary>A worker, a relay and a clock for tests of the outbox.</summary>
public abstract class OutboxTest : IAsyncLifetime
{
    protected OutboxTest(DatabaseFixture fixture, FakeTimeProvider? clock = null)
    {
        Clock = clock ?? new FakeTimeProvider(new DateTimeOffset(2026, 6, 2, 9, 0, 0, TimeSpan.Zero));
        Database = fixture.Database;
        new KeyFolder(Keys).Create();
        Seed = new NoticeSeed(Database, new KeyFolder(Keys), Clock);
        Worker = NewWorker("worker");
    }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected TestDatabase Database { get; }

    protected SmtpPeer Peer { get; } = SmtpPeer.Start();

    protected FakeTimeProvider Clock { get; }

    /// <summary>Folder of the key files.</summary>
    protected string Keys { get; } = TestFolders.New();

    protected NoticeSeed Seed { get; }

    protected OutboxWorker Worker { get; }

    protected FakeJournal Journal { get; } = new();

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        await using (var database = Database.Open())
        {
            // Notices of one test are not due in the next.
            await database.Set<Notice>().ExecuteDeleteAsync(CancellationToken.None);
            await database.Set<SuppressedAddress>().ExecuteDeleteAsync(CancellationToken.None);
            await database.Set<RelayState>().ExecuteDeleteAsync(CancellationToken.None);
        }

        await Worker.DisposeAsync();
        await Peer.DisposeAsync();
        Directory.Delete(Keys, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected OutboxWorker NewWorker(string name, TimeProvider? clock = null, params IInterceptor[] faults) =>
        new(Database, Keys, Peer, clock ?? Clock, name, Journal, null, faults);

    protected OutboxWorker NewWorker(string name, SendingLimits limits) =>
        new(Database, Keys, Peer, Clock, name, Journal, OutboxWorker.DefaultPolicy with { Limits = limits });

    /// <summary>Tells addresses apart as the program does.</summary>
    protected ContactHash Contacts => new(new LookupHash(new KeyFolder(Keys)));

    protected async Task<List<SeededNotice>> AddNoticesAsync(int count)
    {
        var notices = new List<SeededNotice>();
        for (var i = 0; i < count; i++)
        {
            notices.Add(await Seed.AddNoticeAsync(Cancel));
        }

        return notices;
    }

    protected async Task<Notice> ReadAsync(SeededNotice notice)
    {
        await using var database = Database.Open();
        return await database.Set<Notice>().AsNoTracking().SingleAsync(row => row.Id == notice.Id, Cancel);
    }

    protected async Task<(NoticeState State, string? Reason)> StateAsync(SeededNotice notice)
    {
        var row = await ReadAsync(notice);
        return (row.State, row.Reason);
    }

    protected async Task<IReadOnlyList<SendAttempt>> AttemptsAsync(SeededNotice notice)
    {
        await using var database = Database.Open();
        return await database.Set<SendAttempt>().AsNoTracking().Where(row => row.NoticeId == notice.Id).OrderBy(row => row.Number).ToListAsync(Cancel);
    }

    protected async Task<TakedownRequest> ReadRequestAsync(SeededNotice notice)
    {
        await using var database = Database.Open();
        return await database.Set<TakedownRequest>().AsNoTracking().SingleAsync(row => row.Id == notice.RequestId, Cancel);
    }

    protected async Task<IReadOnlyList<string>> EventsAsync(Guid caseId)
    {
        await using var database = Database.Open();
        return await database.Set<AuditEvent>().Where(row => row.ChainId == caseId).OrderBy(row => row.Sequence).Select(row => row.Type).ToListAsync(Cancel);
    }

    /// <summary>A mailbox the test fills.</summary>
    protected sealed class FakeJournal : IMailbox
    {
        private readonly HashSet<string> _messageIds = [];

        /// <summary>How often somebody looked.</summary>
        public int Searches { get; private set; }

        public void Add(string messageId) => _messageIds.Add(messageId);

        public Task<bool> HoldsAsync(string messageId, CancellationToken cancel)
        {
            Searches++;
            return Task.FromResult(_messageIds.Contains(messageId));
        }

        public Task<int> DeleteAsync(Func<IReadOnlyList<JournalCopy>, Task<IReadOnlyList<JournalCopy>>> choose, CancellationToken cancel) => Task.FromResult(0);
    }
}

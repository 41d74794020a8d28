using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.TestSupport.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.TestSupport.Takedowns.Faults;

/// <summary>One trial: notices, a relay, a clock; then a fault, then whatever the program does to recover, then a look at what arrived.</summary>
public sealed class FaultBench : IAsyncDisposable
{
    /// <summary>An organisation whose clocks change twice a year.</summary>
    private static readonly TakedownPolicy Policy = OutboxWorker.DefaultPolicy with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };

    private readonly TestDatabase _database;
    private readonly string _keys;
    private readonly bool _withJournal;
    private readonly NoticeSeed _seed;
    private readonly List<SeededNotice> _notices = [];

    /// <param name="start">When it begins, UTC.</param>
    /// <param name="withJournal">Whether the organisation has a journal that gets what the relay keeps.</param>
    public FaultBench(TestDatabase database, string keys, DateTimeOffset start, bool withJournal)
    {
        _database = database;
        _keys = keys;
        Clock = new FakeTimeProvider(start);
        _withJournal = withJournal;
        _seed = new NoticeSeed(database, new KeyFolder(keys), Clock);
    }

    public FakeTimeProvider Clock { get; }

    public SmtpPeer Peer { get; private set; } = SmtpPeer.Start();

    public IReadOnlyList<SeededNotice> Notices => _notices;

    /// <summary>Another relay stands where the last one was.</summary>
    public void Replace(SmtpPeer peer) => Peer = peer;

    public async Task AddAsync(int notices, CancellationToken cancel)
    {
        for (var i = 0; i < notices; i++)
        {
            _notices.Add(await _seed.AddNoticeAsync(cancel));
        }
    }

    public OutboxWorker NewWorker(string name, TimeProvider? clock = null, params IInterceptor[] faults) =>
        new(_database, _keys, Peer, clock ?? Clock, name, _withJournal ? new RelayJournal(Peer) : null, Policy, faults);

    /// <summary>Lets a worker do something that may fail, while time goes on.</summary>
    public async Task AttemptAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));

            // Whoever waits for the database to come back waits for this clock.
            Clock.Advance(TimeSpan.FromSeconds(work.IsCompleted ? 0 : 1));
        }

        // Whatever it threw: a process that is gone tells nobody.
        await work.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>Another worker takes over, for as long as it takes, with a person where one is asked.</summary>
    public async Task RecoverAsync(CancellationToken cancel)
    {
        await using var worker = NewWorker("recovery");
        for (var round = 0; round < 60 && !await AreAllAcceptedAsync(cancel); round++)
        {
            Clock.Advance(TimeSpan.FromMinutes(6));
            await worker.SweepAsync(cancel);
            await worker.ReconcileAsync(cancel);
            foreach (var stuck in await StuckAsync(cancel))
            {
                await worker.UseAsync<ResolveNotice>(resolve => resolve.RunAsync(stuck, _seed.StaffId, Resolution.SendAgain, cancel));
            }

            await worker.SendAsync(cancel);
        }
    }

    /// <summary>Compares what the relay has with what was sealed and what the rows say.</summary>
    /// <param name="elsewhere">Mails kept by a relay that is gone.</param>
    public async Task<IReadOnlyList<NoticeOutcome>> JudgeAsync(CancellationToken cancel, IReadOnlyList<byte[]>? elsewhere = null)
    {
        await using var database = _database.Open();
        var ids = _notices.Select(notice => notice.Id).ToList();
        var rows = await database.Set<Notice>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var requestIds = _notices.Select(notice => notice.RequestId).ToList();
        var clocks = await database.Set<TakedownRequest>().AsNoTracking().Where(row => requestIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var kept = Peer.Accepted.Select(mail => mail.Bytes).Concat(elsewhere ?? []).CountBy(Convert.ToHexString).ToDictionary();
        var foreign = Peer.Texts.Concat(elsewhere ?? []).Count(text => !_notices.Exists(notice => notice.Bytes.AsSpan().SequenceEqual(text)));
        return [.. _notices.Select((notice, index) =>
        {
            var copies = kept.GetValueOrDefault(Convert.ToHexString(notice.Bytes));
            var (row, clock) = (rows[notice.Id], clocks[notice.RequestId]);
            var runs = clock.ClockStartedAt is { } from && clock.DueAt == from.AddHours(48);
            return new NoticeOutcome(
                copies == 0 || row.State != NoticeState.Accepted || !runs, index == 0 ? foreign : 0, Math.Max(0, copies - 1), row.PossibleDuplicate);
        })];
    }

    /// <summary>Whether the audit tells an unbroken story.</summary>
    public static async Task<bool> ChainsHoldAsync(TestDatabase database, CancellationToken cancel)
    {
        await using var context = database.Open();
        return (await new VerifyChains(context).RunAsync(cancel)).Holds;
    }

    public ValueTask DisposeAsync() => Peer.DisposeAsync();

    private async Task<bool> AreAllAcceptedAsync(CancellationToken cancel)
    {
        await using var database = _database.Open();
        var ids = _notices.Select(notice => notice.Id).ToList();
        return await database.Set<Notice>().CountAsync(row => ids.Contains(row.Id) && row.State == NoticeState.Accepted, cancel) == ids.Count;
    }

    private async Task<List<Guid>> StuckAsync(CancellationToken cancel)
    {
        await using var database = _database.Open();
        return await database.Set<Notice>()
            .Where(row => row.State == NoticeState.DeadLetter || (row.State == NoticeState.OutcomeUnknown && row.NextTryAt == null))
            .Select(row => row.Id)
            .ToListAsync(cancel);
    }
}

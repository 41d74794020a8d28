using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Sending;

/// <summary>What a wave writes in one statement is, column by column, what the entities' moves write one by one.</summary>
public sealed class WavesOfRowsTests(DatabaseFixture fixture) : OutboxTest(fixture), IClassFixture<DatabaseFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 10, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Action<Notice>[]> Moves = new()
    {
        ["begun"] = [Claim, Begin],
        ["begun after a hold"] = [Claim, notice => notice.Hold(Now, NoticeReasons.AskedRecently, Now), Claim, Begin],
        ["accepted"] = [Claim, Begin, notice => notice.Accept(Now)],
        ["deferred"] = [Claim, Begin, notice => notice.Defer(Now, NoticeReasons.RefusedForNow)],
        ["deferred and begun again"] = [Claim, Begin, notice => notice.Defer(Now, NoticeReasons.RefusedForNow), Claim, Begin],
        ["buried by the relay"] = [Claim, Begin, notice => notice.Bury(NoticeReasons.RefusedForGood)],
        ["lost"] = [Claim, Begin, notice => notice.LoseTrack(Now)],
        ["sent again"] = [Claim, Begin, notice => notice.LoseTrack(null), notice => notice.SendAgain(Now)],
        ["buried unread"] = [Claim, notice => notice.Bury(NoticeReasons.Unreadable)],
        ["cancelled"] = [Claim, notice => notice.Cancel(NoticeReasons.ConsentWithdrawn)],
        ["held"] = [Claim, notice => notice.Hold(Now, NoticeReasons.AskedRecently, Now)],
        ["handed back"] = [Claim, notice => notice.Unclaim(Now)],
    };

    public static TheoryData<string> MoveNames => [.. Moves.Keys];

    [Theory]
    [MemberData(nameof(MoveNames))]
    public async Task UpdateNotices_AfterAMove_WritesWhatTheEntityHolds(string move)
    {
        var oneByOne = await Seed.AddNoticeAsync(Cancel);
        var inAWave = await Seed.AddNoticeAsync(Cancel);
        foreach (var step in Moves[move])
        {
            await using var database = Database.Open();
            step(await database.Set<Notice>().SingleAsync(row => row.Id == oneByOne.Id, Cancel));
            await database.SaveChangesAsync(Cancel);
            var notice = await database.Set<Notice>().AsNoTracking().SingleAsync(row => row.Id == inAWave.Id, Cancel);
            step(notice);
            await new NoticeRows(database).UpdateAsync([notice], Cancel);
        }

        Assert.Equal(Changeable(await ReadAsync(oneByOne)), Changeable(await ReadAsync(inAWave)));
    }

    [Fact]
    public async Task UpdateNotices_OneChangedMeanwhile_WritesNone()
    {
        var notices = await AddNoticesAsync(3);
        await using var database = Database.Open();
        var rows = await database.Set<Notice>().AsNoTracking().ToListAsync(Cancel);
        await Worker.UseAsync<ClaimNotices, IReadOnlyList<ClaimedNotice>>(claim => claim.RunAsync("other", 1, Cancel));
        rows.ForEach(Begin);

        await using (await database.Database.BeginTransactionAsync(Cancel))
        {
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => new NoticeRows(database).UpdateAsync(rows, Cancel));
        }

        Assert.All(await Task.WhenAll(notices.Select(ReadAsync)), row => Assert.Equal((NoticeState.Queued, 0), (row.State, row.Attempts)));
    }

    [Fact]
    public async Task ClaimNotices_Waiting_WritesWhatTheEntityHolds()
    {
        var oneByOne = await Seed.AddNoticeAsync(Cancel);
        await using (var database = Database.Open())
        {
            (await database.Set<Notice>().SingleAsync(row => row.Id == oneByOne.Id, Cancel)).Claim("worker", Clock.GetUtcNow() + ClaimNotices.Lease);
            await database.SaveChangesAsync(Cancel);
        }

        var inAWave = await AddNoticesAsync(3);
        var claimed = await Worker.UseAsync<ClaimNotices, IReadOnlyList<ClaimedNotice>>(claim => claim.RunAsync("worker", 10, Cancel));

        Assert.Equal(inAWave.Select(notice => new ClaimedNotice(notice.Id, notice.CaseId, 1)).OrderBy(one => one.NoticeId.ToString("N")), claimed);
        var expected = Changeable(await ReadAsync(oneByOne));
        Assert.All(await Task.WhenAll(inAWave.Select(ReadAsync)), row => Assert.Equal(expected, Changeable(row)));
    }

    [Theory]
    [InlineData(AttemptResults.Accepted, 250, "queued as 4XyZ1")]
    [InlineData(AttemptResults.RelayFailed, 0, null)]
    public async Task WriteAttempts_BegunAndEnded_WritesWhatTheEntityHolds(string result, int status, string? detail)
    {
        var oneByOne = NewAttempt();
        var inAWave = NewAttempt();
        await using (var database = Database.Open())
        {
            database.Add(oneByOne);
            await database.SaveChangesAsync(Cancel);
            await new AttemptRows(database).InsertAsync([inAWave], Cancel);
        }

        Assert.Equal(await ReadAsync(oneByOne), await ReadAsync(inAWave));

        await using (var database = Database.Open())
        {
            database.Attach(oneByOne);
            oneByOne.End(result, status, detail, Now);
            await database.SaveChangesAsync(Cancel);
            inAWave.End(result, status, detail, Now);
            await new AttemptRows(database).UpdateAsync([inAWave], Cancel);
        }

        Assert.Equal(await ReadAsync(oneByOne), await ReadAsync(inAWave));
    }

    /// <summary>One law with a fixed time, and one without.</summary>
    [Theory]
    [InlineData("us-tida")]
    [InlineData("eu-dsa-16")]
    public async Task StartClocks_OfAWave_WritesWhatOneNoticeGets(string regime)
    {
        var oneByOne = await Seed.AddNoticeAsync(Cancel, regime: regime);
        var inAWave = await Seed.AddNoticeAsync(Cancel, regime: regime);
        await StartClocksAsync(oneByOne, (clocks, _, notice) => clocks.RunAsync(notice, Now, SendNotices.Actor, Cancel));
        await StartClocksAsync(inAWave, async (clocks, audit, notice) => await audit.AppendAsync(await clocks.RunAsync([notice], Now, SendNotices.Actor, Cancel), Cancel));

        var (expected, actual) = (await ReadRequestAsync(oneByOne), await ReadRequestAsync(inAWave));
        Assert.NotNull(actual.ClockStartedAt);
        Assert.Equal((expected.ClockStartedAt, expected.DueAt, expected.DueReason), (actual.ClockStartedAt, actual.DueAt, actual.DueReason));
        Assert.Equal(await NextDueAsync(oneByOne), await NextDueAsync(inAWave));
        Assert.Equal(actual.DueAt, await NextDueAsync(inAWave));
        Assert.Equal(await EventDataAsync(oneByOne), await EventDataAsync(inAWave));
    }

    private Task StartClocksAsync(SeededNotice seeded, Func<StartClocks, AuditLog, Notice, Task> start) => Worker.UseAsync<IServiceProvider>(async scope =>
    {
        var database = scope.GetRequiredService<CaseManagerDbContext>();
        await using var transaction = await database.Database.BeginTransactionAsync(Cancel);
        var notice = await database.Set<Notice>().AsNoTracking().SingleAsync(row => row.Id == seeded.Id, Cancel);
        await start(scope.GetRequiredService<StartClocks>(), scope.GetRequiredService<AuditLog>(), notice);
        await transaction.CommitAsync(Cancel);
    });

    private async Task<DateTimeOffset?> NextDueAsync(SeededNotice notice)
    {
        await using var database = Database.Open();
        return await database.Set<Case>().Where(row => row.CaseId == notice.CaseId).Select(row => row.NextDueAt).SingleAsync(Cancel);
    }

    private async Task<string> EventDataAsync(SeededNotice notice)
    {
        await using var database = Database.Open();
        var happened = await database.Set<AuditEvent>().SingleAsync(row => row.ChainId == notice.CaseId, Cancel);
        return $"{happened.Type} {happened.Actor} {happened.Data.Replace(HexId.Write(notice.RequestId), "request", StringComparison.Ordinal)}";
    }

    private async Task<IReadOnlyList<object?>> ReadAsync(SendAttempt attempt)
    {
        await using var database = Database.Open();
        var row = await database.Set<SendAttempt>().AsNoTracking().SingleAsync(one => one.NoticeId == attempt.NoticeId, Cancel);
        return [row.Number, row.Fence, row.Worker, row.StartedAt, row.EndedAt, row.Result, row.SmtpStatus, row.SmtpDetail];
    }

    /// <summary>Everything a move can change, by name.</summary>
    private static Dictionary<string, object?> Changeable(Notice notice) => typeof(Notice).GetProperties()
        .Where(property => property.SetMethod is { IsPrivate: true } && property.Name != nameof(Notice.Version))
        .ToDictionary(property => property.Name, property => property.GetValue(notice));

    private static SendAttempt NewAttempt() => new() { NoticeId = RandomId.New(), Number = 2, Fence = 3, Worker = "worker", StartedAt = Now };

    private static void Claim(Notice notice) => notice.Claim("worker", Now);

    private static void Begin(Notice notice) => notice.Begin(Now, Now + ClaimNotices.Lease);
}

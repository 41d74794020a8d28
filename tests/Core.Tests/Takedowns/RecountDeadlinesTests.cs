using System.Text.Json;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.FollowUp.Timers;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Core.Tests.Takedowns;

/// <summary>Zone and holidays change with a new version or new settings: what was counted before is counted anew.</summary>
public sealed class RecountDeadlinesTests : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    // A month later it is Christmas, a Friday, and a holiday in every Member State.
    private static readonly DateTimeOffset sentAt = new(2026, 11, 25, 20, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset christmas = new(2026, 12, 25, 23, 59, 59, TimeSpan.Zero);
    private static readonly DateTimeOffset monday = new(2026, 12, 28, 23, 59, 59, TimeSpan.Zero);

    private readonly DatabaseFixture fixture;
    private readonly FakeTimeProvider time = new(sentAt);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cmk");
    private readonly SmtpPeer relay = SmtpPeer.Start();
    private readonly NoticeSeed seed;
    private readonly OutboxWorker program;
    private bool isClean;

    public RecountDeadlinesTests(DatabaseFixture fixture)
    {
        this.fixture = fixture;
        var keys = new KeyFolder(folder.FullName);
        keys.Create();
        seed = new NoticeSeed(fixture.Database, keys, time);
        program = new OutboxWorker(fixture.Database, folder.FullName, relay, time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        await relay.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Recount_AHolidayIsNew_MovesAMonthWithBothValuesInOneEvent_AndItsTimersAndItsCase()
    {
        var sent = await SendAsync("eu-gdpr-17");
        Assert.Equal(monday, (await RequestAsync(sent)).DueAt);
        await WasCountedAsync(sent, christmas);

        Assert.Equal(1, await RecountAsync(program));
        Assert.Equal(0, await RecountAsync(program));

        Assert.Equal(monday, (await RequestAsync(sent)).DueAt);
        var moved = Assert.Single(await DataAsync(sent, "DeadlineMoved"));
        Assert.Equal((christmas, monday), (moved.GetProperty("before").GetDateTimeOffset(), moved.GetProperty("dueAt").GetDateTimeOffset()));
        await using var database = fixture.Database.Open();
        Assert.Equal(monday, await database.Set<RequestTimer>().Where(timer => timer.RequestId == sent.RequestId && timer.Kind == TimerKind.Deadline).Select(timer => timer.DueAt).SingleAsync(Cancel));
        Assert.Equal(monday, await database.Set<Case>().Where(row => row.CaseId == sent.CaseId).Select(row => row.NextDueAt).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Recount_AnotherZone_MovesTheEndOfTheDay_AndNoHours()
    {
        var (month, hours) = (await SendAsync("eu-gdpr-17"), await SendAsync("us-tida"));
        await using var elsewhere = new OutboxWorker(
            fixture.Database, folder.FullName, relay, time, policy: OutboxWorker.DefaultPolicy with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo") });

        Assert.Equal(1, await RecountAsync(elsewhere));

        // In Tokyo the notice left on the 26th, and the 28th of December ends nine hours earlier.
        Assert.Equal(monday.AddHours(-9), (await RequestAsync(month)).DueAt);
        Assert.Equal(sentAt.AddHours(48), (await RequestAsync(hours)).DueAt);
    }

    [Fact]
    public async Task Recount_Closed_KeepsWhatItHad_AndOnHoldDoesNot()
    {
        var (closed, held) = (await SendAsync("eu-gdpr-17"), await SendAsync("eu-gdpr-17"));
        await program.UseAsync<CloseRequest>(close => close.RunAsync(closed.RequestId, seed.StaffId, "no_answer", Cancel));
        await program.UseAsync<RequestChange>(change => change.RunAsync(held.RequestId, request => { request.Hold(); return Task.CompletedTask; }, Cancel));
        await WasCountedAsync(closed, christmas);
        await WasCountedAsync(held, christmas);

        Assert.Equal(1, await RecountAsync(program));

        Assert.Equal((christmas, monday), ((await RequestAsync(closed)).DueAt, (await RequestAsync(held)).DueAt));
    }

    private static Task<int> RecountAsync(OutboxWorker worker) => worker.UseAsync<RecountDeadlines, int>(recount => recount.RunAsync(Cancel));

    private async Task<SeededNotice> SendAsync(string regime)
    {
        // Tests count what moves: nothing of another one may.
        if (!isClean)
        {
            await using var database = fixture.Database.Open();
            await database.Set<TakedownRequest>().ExecuteUpdateAsync(row => row.SetProperty(request => request.State, RequestState.Closed), Cancel);
            isClean = true;
        }

        var notice = await seed.AddNoticeAsync(Cancel, regime: regime);
        await program.SendAsync(Cancel);
        return notice;
    }

    /// <summary>As a program counted that did not know of the holiday.</summary>
    private async Task WasCountedAsync(SeededNotice sent, DateTimeOffset dueAt)
    {
        await using var database = fixture.Database.Open();
        await database.Set<TakedownRequest>().Where(row => row.Id == sent.RequestId).ExecuteUpdateAsync(row => row.SetProperty(request => request.DueAt, dueAt), Cancel);
    }

    private async Task<TakedownRequest> RequestAsync(SeededNotice sent)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<TakedownRequest>().AsNoTracking().SingleAsync(row => row.Id == sent.RequestId, Cancel);
    }

    private async Task<List<JsonElement>> DataAsync(SeededNotice sent, string type)
    {
        await using var database = fixture.Database.Open();
        var data = await database.Set<AuditEvent>().Where(row => row.ChainId == sent.CaseId && row.Type == type).Select(row => row.Data).ToListAsync(Cancel);
        return [.. data.Select(json => JsonDocument.Parse(json).RootElement)];
    }
}

using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Sending;

/// <summary>A relay that fails is left alone by all machines together.</summary>
public sealed class RelayBreakerTests(DatabaseFixture fixture) : OutboxTest(fixture), IClassFixture<DatabaseFixture>
{
    private static readonly SmtpTurn Busy = new SmtpTurn.Reply("421 4.3.2 Busy");

    [Fact]
    public async Task Send_SignInRefused_NobodyTriesAgainForAQuarterOfAnHour()
    {
        await AddNoticesAsync(3);
        Peer.Always(SmtpStage.Sender, new SmtpTurn.Reply("530 5.7.0 Authentication required"));
        await using var other = NewWorker("other");

        await Worker.SendAsync(Cancel);
        await other.SendAsync(Cancel);
        Clock.Advance(TimeSpan.FromMinutes(14));
        await other.SendAsync(Cancel);

        Assert.Equal(1, Peer.Connections);
    }

    [Fact]
    public async Task Send_HalfOpen_OneNoticeOfOneWorkerGoesAhead()
    {
        await AddNoticesAsync(8);
        Peer.Always(SmtpStage.Greeting, Busy);
        await Worker.SendAsync(Cancel);
        var before = Peer.Connections;
        Clock.Advance(TimeSpan.FromMinutes(1));
        await using var other = NewWorker("other");

        await Task.WhenAll(Worker.SendAsync(Cancel), other.SendAsync(Cancel));

        Assert.Equal((RelayState.Few, before + 1), (before, Peer.Connections));
    }

    [Fact]
    public async Task Send_HalfOpenAndTheProbeIsAccepted_TheRestFollows()
    {
        var notices = await AddNoticesAsync(8);
        Peer.Always(SmtpStage.Greeting, Busy);
        await Worker.SendAsync(Cancel);
        Peer.Obey();

        Clock.Advance(TimeSpan.FromMinutes(2));
        await Worker.SendAsync(Cancel);

        Assert.All(await Task.WhenAll(notices.Select(ReadAsync)), row => Assert.Equal(NoticeState.Accepted, row.State));
        Assert.True((await StateAsync()).IsWell);
    }

    [Fact]
    public async Task Send_HalfOpenAndNothingWaits_TheProbeIsHandedBack()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Next(SmtpStage.Sender, new SmtpTurn.Reply("530 5.7.0 Authentication required"));
        await Worker.SendAsync(Cancel);
        await Worker.UseAsync<CancelNotice>(cancel => cancel.RunAsync(notice.Id, Seed.StaffId, Cancel));
        Clock.Advance(TimeSpan.FromMinutes(15));
        await Worker.SendAsync(Cancel);

        var next = await Seed.AddNoticeAsync(Cancel);
        await Worker.SendAsync(Cancel);

        Assert.Equal(NoticeState.Accepted, (await ReadAsync(next)).State);
    }

    /// <summary>A worker that died with the probe in hand does not keep the breaker open for ever.</summary>
    [Fact]
    public async Task Send_ProbeNeverTold_AnotherMayTryAfterTheLease()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        await Worker.UseAsync<RelayBreaker>(breaker => breaker.ReportAsync(RelayName, [Refused], Cancel));
        Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(RelayPermission.One, await Worker.UseAsync<RelayBreaker, RelayPermission>(breaker => breaker.AskAsync(RelayName, Cancel)));

        Assert.Equal(0, await Worker.SendAsync(Cancel));
        Clock.Advance(ClaimNotices.Lease);
        await Worker.SendAsync(Cancel);

        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notice)).State);
    }

    [Fact]
    public async Task TryNow_AfterAPersonRepairedIt_DoesNotWait()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        await Worker.UseAsync<RelayBreaker>(breaker => breaker.ReportAsync(RelayName, [Refused], Cancel));

        await Worker.UseAsync<TryRelayNow>(tryNow => tryNow.RunAsync(RelayName, Seed.StaffId, Cancel));
        await Worker.SendAsync(Cancel);

        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notice)).State);
    }

    private static SendResult Refused { get; } = new(SendOutcome.RelayFailed, NoticeReasons.RelayRefusedUs, 535, null);

    private string RelayName => $"127.0.0.1:{Peer.Port}";

    private async Task<RelayState> StateAsync()
    {
        await using var database = Database.Open();
        return await database.Set<RelayState>().AsNoTracking().SingleAsync(Cancel);
    }
}

using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Sending;

/// <summary>An address that does not exist gets nothing more, until an administrator says otherwise.</summary>
public sealed class SuppressionTests(DatabaseFixture fixture) : OutboxTest(fixture), IClassFixture<DatabaseFixture>
{
    [Theory]
    [InlineData("550 5.1.1 No such user")]
    [InlineData("550 5.1.10 Null MX")]
    [InlineData("550 5.1.2 No such host")]
    public async Task Send_BadMailbox_StopsEverythingElseToTheAddressWhereAPersonSeesIt(string refusal)
    {
        var address = NewAddress();
        var first = await Seed.AddNoticeAsync(Cancel, contact: address);
        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply(refusal));
        await Worker.SendAsync(Cancel);
        var second = await Seed.AddNoticeAsync(Cancel, contact: address.ToUpperInvariant());

        await Worker.SendAsync(Cancel);
        await Worker.StopSuppressedAsync(Cancel);

        Assert.Equal((NoticeState.DeadLetter, NoticeReasons.BadMailbox), await StateAsync(first));
        Assert.Equal((NoticeState.DeadLetter, NoticeReasons.AddressSuppressed), await StateAsync(second));
        Assert.Equal(["NoticeFailed"], await EventsAsync(second.CaseId));
        Assert.Equal(1, Peer.Connections);
    }

    /// <summary>What they think of our mail says nothing about the address; our own address is no reason either.</summary>
    [Theory]
    [InlineData("550 5.7.1 Blocked", NoticeReasons.RefusedByPolicy)]
    [InlineData("550 5.1.8 Sender unknown", NoticeReasons.RefusedForGood)]
    [InlineData("550 5.2.1 Mailbox disabled", NoticeReasons.RefusedForGood)]
    [InlineData("550 Nobody", NoticeReasons.RefusedForGood)]
    public async Task Send_RefusedForAnotherReason_SuppressesNothing(string refusal, string reason)
    {
        var address = NewAddress();
        var notice = await Seed.AddNoticeAsync(Cancel, contact: address);
        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply(refusal));

        await Worker.SendAsync(Cancel);

        Assert.Equal((NoticeState.DeadLetter, reason), await StateAsync(notice));
        Assert.False(await IsSuppressedAsync(address));
    }

    [Fact]
    public async Task Send_RefusedByPolicy_LeavesTheRelayAlone()
    {
        await Seed.AddNoticeAsync(Cancel);
        Peer.Next(SmtpStage.Dot, new SmtpTurn.Reply("554 5.7.1 Spam"));
        await Worker.SendAsync(Cancel);
        var next = await Seed.AddNoticeAsync(Cancel);

        await Worker.SendAsync(Cancel);
        Assert.Equal(NoticeState.Queued, (await ReadAsync(next)).State);

        Clock.Advance(TimeSpan.FromMinutes(15));
        await Worker.SendAsync(Cancel);
        Assert.Equal(NoticeState.Accepted, (await ReadAsync(next)).State);
    }

    [Fact]
    public async Task Suppress_WhileOneWaits_ItIsNotClaimed()
    {
        var address = NewAddress();
        var notice = await Seed.AddNoticeAsync(Cancel, contact: address);
        await SuppressAsync(address);

        await Worker.SendAsync(Cancel);

        Assert.Equal((NoticeState.Queued, 0), ((await ReadAsync(notice)).State, Peer.Connections));
    }

    [Fact]
    public async Task Suppress_Twice_IsOneRowAndOneEvent()
    {
        var address = NewAddress();

        Assert.True(await SuppressAsync(address));
        Assert.False(await SuppressAsync($"Desk <{address.Replace("@", "+tag@", StringComparison.Ordinal)}>"));

        Assert.True(await IsSuppressedAsync(address));
    }

    [Fact]
    public async Task SendAgain_AddressSuppressed_IsRefusedUntilAnAdministratorLiftsIt()
    {
        var address = NewAddress();
        var notice = await Seed.AddNoticeAsync(Cancel, contact: address);
        await SuppressAsync(address);
        await Worker.StopSuppressedAsync(Cancel);
        Task ResolveAsync() => Worker.UseAsync<ResolveNotice>(resolve => resolve.RunAsync(notice.Id, Seed.StaffId, Resolution.SendAgain, Cancel));

        var refusal = await Assert.ThrowsAsync<RefusedException>(ResolveAsync);
        var administrator = RandomId.New();
        await using (var database = Database.Open())
        {
            var contact = Contacts.Of(address);
            var row = await database.Set<SuppressedAddress>().SingleAsync(one => one.Contact == contact, Cancel);
            await Worker.UseAsync<LiftSuppression>(lift => lift.RunAsync(row.Id, administrator, "They made it again", Cancel));
        }

        await ResolveAsync();
        await Worker.SendAsync(Cancel);

        Assert.Equal("address-suppressed", refusal.Code);
        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notice)).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Lift_WithoutAReason_IsRefused(string why)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(
            () => Worker.UseAsync<LiftSuppression>(lift => lift.RunAsync(RandomId.New(), RandomId.New(), why, Cancel)));

        Assert.Equal("why", refusal.Code);
    }

    /// <summary>A dump of the table names no address.</summary>
    [Fact]
    public async Task Suppress_AnyAddress_DoesNotStandInTheRow()
    {
        var address = NewAddress();
        await SuppressAsync(address);

        await using var database = Database.Open();
        var rows = await database.Database.SqlQuery<string>($"""select s::text as "Value" from takedowns.suppressed_addresses s""").ToListAsync(Cancel);
        Assert.DoesNotContain(rows, row => row.Contains(address[..20], StringComparison.OrdinalIgnoreCase));
    }

    private static string NewAddress() => $"abuse-{HexId.Write(RandomId.New())}@host.example";

    private Task<bool> SuppressAsync(string address) => Worker.UseAsync<SuppressAddress, bool>(
        suppress => suppress.RunAsync(Contacts.Of(address), "platform:telegram", SuppressionReasons.HardBounce, Actor.Job("read-answers"), Cancel));

    private async Task<bool> IsSuppressedAsync(string address)
    {
        await using var database = Database.Open();
        var contact = Contacts.Of(address);
        return await database.Set<SuppressedAddress>().SingleOrDefaultAsync(row => row.Contact == contact, Cancel) is not null;
    }
}

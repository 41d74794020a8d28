using System.Text;
using CaseManager.Core;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Imap;
using CaseManager.TestSupport.Takedowns;
using CaseManager.TestSupport.Takedowns.Inbound;
using CaseManager.Web.Mail.Inbound;
using MailKit;
using MailKit.Search;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Inbound;

/// <summary>The inbox on a real IMAP server.</summary>
public sealed class ReadInboxTests(DatabaseFixture fixture, ReadInboxTests.Server server) : InboundTest(fixture), IClassFixture<DatabaseFixture>, IClassFixture<ReadInboxTests.Server>
{
    private const string OurServer = InboundLetters.OurServer;

    public override async ValueTask DisposeAsync()
    {
        using (var client = await server.Imap.OpenAsync(CancellationToken.None))
        {
            await client.Inbox.OpenAsync(FolderAccess.ReadWrite, CancellationToken.None);
            var all = await client.Inbox.SearchAsync(SearchQuery.All, CancellationToken.None);
            await client.Inbox.AddFlagsAsync(all, MessageFlags.Deleted, silent: true, CancellationToken.None);
            await client.Inbox.ExpungeAsync(CancellationToken.None);
        }

        await base.DisposeAsync();
    }

    [Fact]
    public async Task Read_AnAcknowledgement_IsTakenInOnceAndDeletedThere()
    {
        var notice = await AddSentAsync();
        await DeliverAsync(Acknowledgement(notice));

        Assert.Equal(1, await ReadAsync());
        Assert.Equal(0, await ReadAsync());

        Assert.Empty(await server.Imap.ListAsync(Cancel));
        var row = Assert.Single(await RowsAsync());
        Assert.Equal((InboundStanding.Attached, AnswerClasses.Acknowledged, true), (row.Standing, row.Class, row.IsVerified));
        Assert.Equal(AnswerClasses.Acknowledged, (await ReadRequestAsync(notice)).Answer);
        Assert.Contains("We have received your report", (string?)(await OpenAnswerAsync(row))["text"], StringComparison.Ordinal);
    }

    /// <summary>The sender can write this header too: it stands below ours, or in somebody else's name.</summary>
    [Fact]
    public async Task Read_TheSenderVouchesForItself_MovesNothing()
    {
        var notice = await AddSentAsync();
        await DeliverAsync(Acknowledgement(notice).Replace(OurServer, "mx.platform.example", StringComparison.Ordinal));
        await DeliverAsync($"Authentication-Results: {OurServer}; dmarc=fail header.from=platform.example\r\n" + Acknowledgement(notice));

        Assert.Equal(2, await ReadAsync());

        Assert.All(await RowsAsync(), row => Assert.Equal((InboundStanding.Attached, false, true), (row.Standing, row.IsVerified, row.NeedsPerson)));
        Assert.Null((await ReadRequestAsync(notice)).Answer);
    }

    [Fact]
    public async Task Read_ADeliveryReport_BouncesTheNotice()
    {
        var notice = await AddSentAsync();
        await DeliverAsync(Bounce(notice));

        await ReadAsync();

        Assert.Equal((NoticeState.Bounced, NoticeReasons.BadMailbox), await StateAsync(notice));
    }

    [Fact]
    public async Task Read_TooLarge_StaysThereAndThoseAfterItAreRead()
    {
        var notice = await AddSentAsync();
        await DeliverAsync("Subject: large\r\nMessage-Id: <large@elsewhere.example>\r\n\r\n" + new string('x', 200_000));
        await DeliverAsync(Acknowledgement(notice));

        Assert.Equal(1, await ReadAsync(largest: 100_000));
        Assert.Equal(0, await ReadAsync(largest: 100_000));

        Assert.Equal(["large@elsewhere.example"], await server.Imap.ListAsync(Cancel));
        Assert.Equal(InboundStanding.Quarantined, (await RowsAsync()).Single(row => row.Standing != InboundStanding.Attached).Standing);
    }

    [Fact]
    public async Task Read_WhatWasPutAsideIsDiscarded_GoesWithTheNextReading()
    {
        await DeliverAsync("Subject: large\r\nMessage-Id: <large@elsewhere.example>\r\n\r\n" + new string('x', 200_000));
        await ReadAsync(largest: 100_000);
        var id = Assert.Single(await RowsAsync()).Id;

        await Worker.UseAsync<DiscardMail>(discard => discard.RunAsync(id, Seed.StaffId, Cancel));
        await ReadAsync(largest: 100_000);

        Assert.Empty(await server.Imap.ListAsync(Cancel));
    }

    /// <summary>A reader that died after storing and before deleting leaves the mail there; the next one takes it in no second time.</summary>
    [Fact]
    public async Task Read_TheReaderDiedBeforeDeleting_DeletesWithoutTakingInAgain()
    {
        var notice = await AddSentAsync();
        await DeliverAsync(Acknowledgement(notice));
        await ReadAsync();
        await DeliverAsync(Acknowledgement(notice));
        await using (var database = Database.Open())
        {
            await database.Set<MailCursor>().ExecuteUpdateAsync(row => row.SetProperty(cursor => cursor.LastUid, cursor => cursor.LastUid + 1), Cancel);
        }

        Assert.Equal(0, await ReadAsync());

        Assert.Empty(await server.Imap.ListAsync(Cancel));
        Assert.Single(await RowsAsync());
    }

    /// <summary>The mailbox was rebuilt: the numbers mean nothing any more, and what lies there is read from the start.</summary>
    [Fact]
    public async Task Read_TheMailboxNumbersItsMailsAnew_ReadsAllOfThemAndKnowsThoseItKnows()
    {
        var notice = await AddSentAsync();
        await DeliverAsync(Acknowledgement(notice));
        await ReadAsync();
        await using (var database = Database.Open())
        {
            await database.Set<MailCursor>().ExecuteUpdateAsync(row => row.SetProperty(cursor => cursor.Validity, 1).SetProperty(cursor => cursor.LastUid, 9_000), Cancel);
        }

        await DeliverAsync(Acknowledgement(notice));
        await DeliverAsync(Acknowledgement(notice).Replace("received", "now received", StringComparison.Ordinal));

        Assert.Equal(1, await ReadAsync());
        Assert.Equal(2, (await RowsAsync()).Count);
        Assert.Empty(await server.Imap.ListAsync(Cancel));
    }

    [Fact]
    public async Task Read_TheServerIsAway_IsAskedAgainAMinuteLater()
    {
        var rest = new InboxRest();

        Assert.Equal(0, await ReadAsync(port: 1, rest: rest));

        Assert.Equal(Clock.GetUtcNow().AddMinutes(1), rest.Until);
    }

    /// <summary>The long run, with 20,000 mails, is a command of the benchmarks.</summary>
    [Fact]
    public async Task Read_UnderFaults_EachMailIsStoredOnceAndNoneIsLost()
    {
        var counts = await new InboxCampaign(Database, Keys, server.Imap, Clock).RunAsync(300, _ => { }, Cancel);

        Assert.True(counts.IsRight && counts.Faults > 3, counts.ToString());
    }

    private Task<int> ReadAsync(long largest = 1_000_000, int? port = null, InboxRest? rest = null) =>
        InboxReader.ReadAsync(Worker, server.Imap, Clock, Cancel, largest, port, rest);

    private Task DeliverAsync(string mail) => server.Imap.DeliverAsync(Encoding.UTF8.GetBytes(mail), Clock.GetUtcNow(), Cancel);

    private async Task<List<InboundMessage>> RowsAsync()
    {
        await using var database = Database.Open();
        return await database.Set<InboundMessage>().AsNoTracking().OrderBy(row => row.StoredAt).ToListAsync(Cancel);
    }

    private static string Acknowledgement(SeededNotice notice) =>
        $"""
        Authentication-Results: {OurServer}; dmarc=pass header.from=platform.example
        From: Trust and Safety <abuse@platform.example>
        To: {Tokens.ReplyAddress(notice.Id)}
        Subject: Re: your notice [Case 8812]
        Message-Id: <ack-{HexId.Write(notice.Id)}@platform.example>
        Auto-Submitted: auto-replied
        Date: Tue, 02 Jun 2026 09:00:00 +0000

        Thank you. We have received your report and will look into it.
        Your case number is 8812.

        """.ReplaceLineEndings("\r\n");

    private static string Bounce(SeededNotice notice) =>
        $"""
        From: Mail Delivery System <MAILER-DAEMON@relay.example>
        To: {Tokens.BounceAddress(notice.Id)}
        Return-Path: <>
        Subject: Undelivered Mail Returned to Sender
        Message-Id: <bounce@relay.example>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        I could not deliver your message.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.example

        Final-Recipient: rfc822; {notice.Envelope.Recipient}
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 No such user

        --b
        Content-Type: text/rfc822-headers

        Message-Id: <{notice.MessageId}>
        Subject: Notice

        --b--

        """.ReplaceLineEndings("\r\n");

    public sealed class Server : IAsyncLifetime
    {
        public Dovecot Imap { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Imap = await Dovecot.StartAsync(TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => Imap.DisposeAsync();
    }
}

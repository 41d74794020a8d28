using System.Text;
using CaseManager.Core;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Sending;
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

    /// <summary>What they think of our mail: the address is left alone, and whoever runs our mail is told until a person has read it.</summary>
    [Fact]
    public async Task Read_ADeliveryReportThatTheyDoNotTrustUs_IsToldAndSuppressesNothing()
    {
        var notice = await AddSentAsync();
        await DeliverAsync(Bounce(notice, "5.7.26", "550 5.7.26 This mail has been blocked because the sender is unauthenticated"));
        Assert.Null(await DistrustAsync());

        await ReadAsync();

        var row = Assert.Single(await RowsAsync());
        Assert.Equal((AnswerClasses.BouncePolicy, true), (row.Class, row.NeedsPerson));
        Assert.Equal((NoticeState.Bounced, NoticeReasons.RefusedByPolicy), await StateAsync(notice));
        Assert.Equal(row.ReceivedAt, await DistrustAsync());
        await using (var database = Database.Open())
        {
            Assert.False(await database.Set<SuppressedAddress>().AnyAsync(Cancel));
        }

        await Worker.UseAsync<ConfirmMail>(confirm => confirm.RunAsync(row.Id, Seed.StaffId, AnswerClasses.BouncePolicy, Cancel));
        Assert.Null(await DistrustAsync());
    }

    /// <summary>Somebody is on holiday: no receipt, nothing to decide, and above all no answer to it.</summary>
    [Fact]
    public async Task Read_OutOfOffice_IsKeptAndCountsAsNothing_AndNothingIsSentInAnswer()
    {
        var notice = await AddSentAsync();
        var sent = Peer.Texts.Count;
        await DeliverAsync(OutOfOffice(notice));

        await ReadAsync();
        Clock.Advance(TimeSpan.FromMinutes(10));
        await Worker.SendAsync(Cancel);

        var row = Assert.Single(await RowsAsync());
        Assert.Equal((InboundStanding.Attached, AnswerClasses.AutoReply, false), (row.Standing, row.Class, row.NeedsPerson));
        Assert.Null((await ReadRequestAsync(notice)).Answer);
        Assert.Equal(sent, Peer.Texts.Count);
        await using var database = Database.Open();
        Assert.Single(await database.Set<Notice>().Where(one => one.CaseId == notice.CaseId).ToListAsync(Cancel));
    }

    /// <summary>A mail made to keep a reader busy is put aside, and the next one is taken in.</summary>
    [Theory]
    [InlineData("parts")]
    [InlineData("headers")]
    public async Task Read_MoreThanAnyMailHas_StaysThereAndThoseAfterItAreRead(string what)
    {
        var notice = await AddSentAsync();
        await DeliverAsync(what == "parts" ? OfParts(300) : OfHeaders(5_000));
        await DeliverAsync(Acknowledgement(notice));

        Assert.Equal(1, await ReadAsync());
        Assert.Equal(0, await ReadAsync());

        Assert.Equal(["huge@elsewhere.example"], await server.Imap.ListAsync(Cancel));
        var aside = (await RowsAsync()).Single(row => row.Standing != InboundStanding.Attached);
        Assert.Equal((InboundStanding.Quarantined, ReadingProblems.TooManyParts), (aside.Standing, aside.ClassRule));
        Assert.Equal(AnswerClasses.Acknowledged, (await ReadRequestAsync(notice)).Answer);
    }

    [Fact]
    public async Task Read_PartsWithinPartsWithinParts_AreLookedIntoNoFurtherThanAnyMailGoes()
    {
        var (shallow, deep) = (await AddSentAsync(), await AddSentAsync());
        await DeliverAsync(OfDepth(3, Tokens.ReplyAddress(shallow.Id)));
        await DeliverAsync(OfDepth(25, Tokens.ReplyAddress(deep.Id)));

        Assert.Equal(2, await ReadAsync());

        Assert.Empty(await server.Imap.ListAsync(Cancel));
        var rows = await RowsAsync();
        Assert.Contains("innermost", (string?)(await OpenAnswerAsync(rows.Single(row => row.NoticeId == shallow.Id)))["text"], StringComparison.Ordinal);
        Assert.DoesNotContain("innermost", (string?)(await OpenAnswerAsync(rows.Single(row => row.NoticeId == deep.Id)))["text"] ?? "", StringComparison.Ordinal);
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

    private Task<DateTimeOffset?> DistrustAsync() => Worker.UseAsync<ShowDistrust, DateTimeOffset?>(distrust => distrust.RunAsync(Cancel));

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

    private static string OutOfOffice(SeededNotice notice) =>
        $"""
        Authentication-Results: {OurServer}; dmarc=pass header.from=platform.example
        From: Trust and Safety <abuse@platform.example>
        To: {Tokens.ReplyAddress(notice.Id)}
        Subject: Out of office: your notice
        Message-Id: <away-{HexId.Write(notice.Id)}@platform.example>
        Auto-Submitted: auto-replied
        Date: Tue, 02 Jun 2026 09:00:00 +0000

        I am out of the office until 15 June and will read my mail after that.

        """.ReplaceLineEndings("\r\n");

    private static string OfParts(int count) =>
        "Subject: parts\r\nMessage-Id: <huge@elsewhere.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + string.Concat(Enumerable.Repeat("--b\r\nContent-Type: text/plain\r\n\r\nword\r\n", count)) + "--b--\r\n";

    private static string OfHeaders(int count) =>
        "Subject: headers\r\nMessage-Id: <huge@elsewhere.example>\r\n" + string.Concat(Enumerable.Range(0, count).Select(number => $"X-{number}: 1\r\n")) + "\r\nword\r\n";

    private static string OfDepth(int depth, string to) =>
        $"From: abuse@platform.example\r\nTo: {to}\r\nSubject: deep\r\nMessage-Id: <deep{depth}@platform.example>\r\nMIME-Version: 1.0\r\n"
        + string.Concat(Enumerable.Range(0, depth).Select(level => $"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"))
        + "Content-Type: text/plain\r\n\r\nThe innermost words.\r\n"
        + string.Concat(Enumerable.Range(0, depth).Reverse().Select(level => $"--b{level}--\r\n"));

    private static string Bounce(SeededNotice notice, string status = "5.1.1", string diagnostic = "550 5.1.1 No such user") =>
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
        Status: {status}
        Diagnostic-Code: smtp; {diagnostic}

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

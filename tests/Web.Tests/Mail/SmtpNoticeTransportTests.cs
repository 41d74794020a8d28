using System.Text;
using CaseManager.Core;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport.Smtp;
using CaseManager.Web.Mail;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Web.Tests.Mail;

public sealed class SmtpNoticeTransportTests : IAsyncDisposable
{
    private static readonly byte[] Bytes = Encoding.ASCII.GetBytes(
        "Message-Id: <n1@casework.example>\r\nFrom: a@casework.example\r\nTo: b@platform.example\r\nX-Odd:   three spaces\r\n\r\n.dot\r\n..dots\r\n \r\nend without\r\n\r\n\r\n");

    private readonly SmtpPeer _peer = SmtpPeer.Start();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly SmtpNoticeTransport _transport;

    public SmtpNoticeTransportTests() => _transport = Transport(_peer.Port);

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task Send_Accepted_PutsTheSealedBytesOnTheWire()
    {
        var result = await SendAsync(Mail());

        Assert.Equal(SendOutcome.Accepted, result.Outcome);
        Assert.Equal("2.0.0 4XyZ1", result.Detail);
        Assert.Equal(Bytes, Assert.Single(_peer.Accepted).Bytes);
    }

    [Fact]
    public async Task Send_AsksForDeliveryReportsUnderTheNoticesId()
    {
        var mail = Mail();

        await SendAsync(mail);

        var accepted = Assert.Single(_peer.Accepted);
        Assert.StartsWith("<bounce+token@casework.example>", accepted.Sender, StringComparison.Ordinal);
        Assert.Contains($"ENVID={HexId.Write(mail.NoticeId)} RET=HDRS", accepted.Sender, StringComparison.Ordinal);
        Assert.StartsWith("<abuse@platform.example> NOTIFY=FAILURE,DELAY", Assert.Single(accepted.Recipients), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_SeveralNotices_UsesOneConnection()
    {
        await SendAsync(Mail());
        await SendAsync(Mail());

        Assert.Equal(2, _peer.Accepted.Count);
        Assert.Equal(1, _peer.Connections);
    }

    [Theory]
    [InlineData(SmtpStage.Sender, "451 4.3.0 Later", SendOutcome.Temporary, 451)]
    [InlineData(SmtpStage.Sender, "550 5.7.1 No", SendOutcome.Permanent, 550)]
    [InlineData(SmtpStage.Sender, "530 5.7.0 Sign in", SendOutcome.RelayFailed, 0)]
    [InlineData(SmtpStage.Recipient, "450 4.2.1 Greylisted", SendOutcome.Temporary, 450)]
    [InlineData(SmtpStage.Recipient, "550 5.1.1 Unknown", SendOutcome.Permanent, 550)]
    [InlineData(SmtpStage.Data, "421 4.3.2 Closing", SendOutcome.Temporary, 421)]
    [InlineData(SmtpStage.Data, "554 5.5.1 No", SendOutcome.Permanent, 554)]
    [InlineData(SmtpStage.Dot, "452 4.3.1 Full", SendOutcome.Temporary, 452)]
    [InlineData(SmtpStage.Dot, "554 5.7.1 Spam", SendOutcome.Permanent, 554)]
    [InlineData(SmtpStage.Greeting, "554 5.3.2 Not today", SendOutcome.RelayFailed, 554)]
    [InlineData(SmtpStage.Greeting, "421 4.3.2 Busy", SendOutcome.RelayFailed, 421)]
    public async Task Send_RefusedAtAStage_IsADefiniteNo(SmtpStage stage, string reply, SendOutcome outcome, int status)
    {
        _peer.Next(stage, new SmtpTurn.Reply(reply));

        var result = await SendAsync(Mail());

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(status, result.Status);
        Assert.NotNull(result.Reason);
        Assert.Empty(_peer.Accepted);
    }

    [Theory]
    [InlineData(SmtpStage.Greeting, SendOutcome.RelayFailed)]
    [InlineData(SmtpStage.Hello, SendOutcome.RelayFailed)]
    [InlineData(SmtpStage.Sender, SendOutcome.RelayFailed)]
    [InlineData(SmtpStage.Recipient, SendOutcome.RelayFailed)]
    [InlineData(SmtpStage.Data, SendOutcome.RelayFailed)]
    [InlineData(SmtpStage.Text, SendOutcome.Unknown)]
    [InlineData(SmtpStage.Dot, SendOutcome.Unknown)]
    public async Task Send_ConnectionBreaks_IsUnknownOnlyOnceTheTextBegan(SmtpStage stage, SendOutcome outcome)
    {
        _peer.Next(stage, new SmtpTurn.Drop());

        var result = await SendAsync(Mail());

        Assert.Equal(outcome, result.Outcome);
    }

    [Fact]
    public async Task Send_AfterAnyFailure_TheNextNoticeStillLeaves()
    {
        _peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("550 5.1.1 Unknown"));
        _peer.Next(SmtpStage.Text, new SmtpTurn.Drop());

        await SendAsync(Mail());
        await SendAsync(Mail());
        var third = await SendAsync(Mail());

        Assert.Equal(SendOutcome.Accepted, third.Outcome);
        Assert.Single(_peer.Accepted);
    }

    [Fact]
    public async Task Send_NobodyListens_IsTheRelaysFault()
    {
        await using var lonely = Transport(port: 1);

        var result = await lonely.SendAsync(Mail(), TestContext.Current.CancellationToken);

        Assert.Equal(new SendResult(SendOutcome.RelayFailed, NoticeReasons.RelayUnreachable, 0, null), result);
    }

    [Fact]
    public async Task Send_SignInRefused_SaysSo()
    {
        var password = Path.GetTempFileName();
        await using var peer = SmtpPeer.Start(extensions: "AUTH PLAIN");
        peer.Always(SmtpStage.SignIn, new SmtpTurn.Reply("535 5.7.8 Wrong"));
        await using var transport = Transport(peer.Port, user: "desk", passwordFile: password);

        var result = await transport.SendAsync(Mail(), TestContext.Current.CancellationToken);

        Assert.Equal((SendOutcome.RelayFailed, NoticeReasons.RelayRefusedUs), (result.Outcome, result.Reason));
        File.Delete(password);
    }

    [Fact]
    public async Task Send_JournalRefused_TheNoticeLeavesAllTheSame()
    {
        _peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("250 2.1.5 Ok"));
        _peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("552 5.2.2 Full"));

        var result = await SendAsync(Mail() with { Envelope = Envelope with { Journal = "journal@elsewhere.example" } });

        Assert.Equal(SendOutcome.Accepted, result.Outcome);
    }

    [Fact]
    public async Task Send_RecipientRefusedAndJournalTaken_NothingLeaves()
    {
        _peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("550 5.1.1 Unknown"));

        var result = await SendAsync(Mail() with { Envelope = Envelope with { Journal = "journal@elsewhere.example" } });

        Assert.Equal(SendOutcome.Permanent, result.Outcome);
        Assert.Empty(_peer.Texts);
    }

    [Fact]
    public async Task Send_LeaseRanOutWhileTheRelayWasSlow_DoesNotBeginTheText()
    {
        var slow = _peer.Next(SmtpStage.Sender, new SmtpTurn.Wait());
        var sending = SendAsync(Mail());
        await slow.Reached;

        _clock.Advance(TimeSpan.FromMinutes(6));
        slow.Release();
        var result = await sending;

        Assert.Equal(SendOutcome.RelayFailed, result.Outcome);
        Assert.Empty(_peer.Texts);
    }

    [Fact]
    public async Task Send_LeaseRanOutDuringTheText_IsUnknown()
    {
        var slow = _peer.Next(SmtpStage.Dot, new SmtpTurn.Wait());
        var sending = SendAsync(Mail());
        await slow.Reached;

        _clock.Advance(TimeSpan.FromMinutes(6));
        var result = await sending;

        Assert.Equal(SendOutcome.Unknown, result.Outcome);
    }

    private static Envelope Envelope { get; } = new("bounce+token@casework.example", "abuse@platform.example", null);

    private OutgoingMail Mail() => new(RandomId.New(), Envelope, Bytes, _clock.GetUtcNow().AddMinutes(5));

    private Task<SendResult> SendAsync(OutgoingMail mail) => _transport.SendAsync(mail, TestContext.Current.CancellationToken);

    private SmtpNoticeTransport Transport(int port, string user = "", string passwordFile = "") => new(
        Options.Create(new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = port,
            Security = MailSecurity.None,
            User = user,
            PasswordFile = passwordFile,
            TimeoutSeconds = 10,
        }),
        new MailTokens("casework.example", new MailKey(1, new byte[32])),
        new NoticeSigner(Options.Create(new DkimOptions())),
        _clock);
}

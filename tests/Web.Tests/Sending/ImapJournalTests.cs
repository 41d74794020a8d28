using CaseManager.Core;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Imap;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Mail;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Tests.Sending;

/// <summary>The journal on a real IMAP server.</summary>
public sealed class ImapJournalTests(DatabaseFixture fixture, ImapJournalTests.Server server) : OutboxTest(fixture), IClassFixture<DatabaseFixture>, IClassFixture<ImapJournalTests.Server>
{
    private readonly MailTokens _tokens = new("casework.example", new MailKey(1, new byte[32]));

    [Fact]
    public async Task Reconcile_TheMailboxHoldsTheCopy_IsAcceptedAndNotSentAgain_AndTheCopyGoes()
    {
        await using var worker = NewWorker();
        var notice = await LoseTrackAsync(worker);
        await server.Imap.DeliverAsync(notice.Bytes, Clock.GetUtcNow(), Cancel);

        await worker.UseAsync<TidyJournal>(tidy => tidy.RunAsync(Cancel));
        Assert.Contains(notice.MessageId, await server.Imap.ListAsync(Cancel));
        await worker.ReconcileAsync(Cancel);
        await worker.UseAsync<TidyJournal>(tidy => tidy.RunAsync(Cancel));

        var row = await ReadAsync(notice);
        Assert.Equal((NoticeState.Accepted, false), (row.State, row.PossibleDuplicate));
        Assert.Single(Peer.Texts);
        Assert.DoesNotContain(notice.MessageId, await server.Imap.ListAsync(Cancel));
    }

    [Fact]
    public async Task Reconcile_TheMailboxHoldsOnlyOthers_IsSentOnceMoreMarked()
    {
        await using var worker = NewWorker();
        var notice = await LoseTrackAsync(worker);
        var other = await Seed.AddNoticeAsync(Cancel, text: Text(_tokens.MessageId(RandomId.New(), 0)));
        await server.Imap.DeliverAsync(other.Bytes, Clock.GetUtcNow(), Cancel);

        Clock.Advance(TakedownPolicy.DefaultSearchWindow);
        await worker.ReconcileAsync(Cancel);
        await worker.SendAsync(Cancel);

        Assert.True((await ReadAsync(notice)).PossibleDuplicate);
    }

    [Fact]
    public async Task Tidy_AfterADay_EveryCopyOfOursGoesAndNothingElse()
    {
        await using var worker = NewWorker();
        var unsettled = await LoseTrackAsync(worker);
        var forgotten = Text(_tokens.MessageId(RandomId.New(), 0));
        var now = Clock.GetUtcNow();
        await server.Imap.DeliverAsync(unsettled.Bytes, now, Cancel);
        await server.Imap.DeliverAsync(System.Text.Encoding.ASCII.GetBytes(forgotten), now, Cancel);
        await server.Imap.DeliverAsync(System.Text.Encoding.ASCII.GetBytes(Text("somebody@else.example")), now, Cancel);

        await worker.UseAsync<TidyJournal>(tidy => tidy.RunAsync(Cancel));
        var first = await server.Imap.ListAsync(Cancel);
        Clock.Advance(TimeSpan.FromHours(24));
        await worker.UseAsync<TidyJournal>(tidy => tidy.RunAsync(Cancel));
        var second = await server.Imap.ListAsync(Cancel);

        Assert.Contains(unsettled.MessageId, first);
        Assert.Single(first, id => _tokens.TryReadMessageId(id, out _, out _));
        Assert.DoesNotContain(second, id => _tokens.TryReadMessageId(id, out _, out _));
        Assert.Contains("somebody@else.example", second);
    }

    [Theory]
    [InlineData("wrong-password")]
    [InlineData("no-server")]
    public async Task Reconcile_TheMailboxCannotBeRead_WaitsLikeWithoutOne(string what)
    {
        var password = Path.Combine(Keys, "wrong");
        await File.WriteAllTextAsync(password, "wrong", Cancel);
        await using var worker = NewWorker(new JournalOptions
        {
            Host = "127.0.0.1",
            Port = what == "no-server" ? 1 : server.Imap.Port,
            Security = MailSecurity.None,
            User = Dovecot.User,
            PasswordFile = password,
        });
        var notice = await LoseTrackAsync(worker);

        await worker.ReconcileAsync(Cancel);

        Assert.Equal(NoticeState.OutcomeUnknown, (await ReadAsync(notice)).State);
        Assert.Equal(0, await worker.UseAsync<TidyJournal, int>(tidy => tidy.RunAsync(Cancel)));
    }

    private OutboxWorker NewWorker(JournalOptions? options = null) => new(
        Database,
        Keys,
        Peer,
        Clock,
        journal: new ImapJournal(
            Options.Create(options ?? new JournalOptions
            {
                Host = "127.0.0.1",
                Port = server.Imap.Port,
                Security = MailSecurity.None,
                User = Dovecot.User,
                PasswordFile = server.Imap.PasswordFile,
            }),
            Clock,
            NullLogger<ImapJournal>.Instance));

    private async Task<SeededNotice> LoseTrackAsync(OutboxWorker worker)
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Next(SmtpStage.Dot, new SmtpTurn.Drop());
        await worker.SendAsync(Cancel);
        Assert.Equal(NoticeState.OutcomeUnknown, (await ReadAsync(notice)).State);
        return notice;
    }

    private static string Text(string messageId) => $"Message-Id: <{messageId}>\r\nFrom: desk@casework.example\r\nSubject: Notice\r\n\r\nText\r\n";

    public sealed class Server : IAsyncLifetime
    {
        public Dovecot Imap { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Imap = await Dovecot.StartAsync(TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => Imap.DisposeAsync();
    }
}

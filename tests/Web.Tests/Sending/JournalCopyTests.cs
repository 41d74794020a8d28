using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;

namespace CaseManager.Web.Tests.Sending;

/// <summary>A notice with two recipients: the one who is asked, and our own journal.</summary>
public sealed class JournalCopyTests(DatabaseFixture fixture) : OutboxTest(fixture), IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Send_RecipientRefusedForNowAndJournalTaken_NothingLeaves_AndTheNextAttemptGoesToBoth()
    {
        var notice = await AddAsync();
        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("450 4.2.1 Greylisted"));
        await Worker.SendAsync(Cancel);
        Assert.Equal((NoticeState.Deferred, NoticeReasons.RefusedForNow), await StateAsync(notice));
        Assert.Empty(Peer.Texts);

        Clock.Advance(TimeSpan.FromMinutes(2));
        await Worker.SendAsync(Cancel);

        Assert.Equal([AttemptResults.Temporary, AttemptResults.Accepted], (await AttemptsAsync(notice)).Select(attempt => attempt.Result));
        var mail = Assert.Single(Peer.Accepted);
        Assert.Equal(2, mail.Recipients.Count);
        Assert.Contains(mail.Recipients, recipient => recipient.StartsWith($"<{notice.Envelope.Recipient}>", StringComparison.Ordinal));
        Assert.Contains(mail.Recipients, recipient => recipient.StartsWith("<journal@elsewhere.example>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_JournalRefused_IsAcceptedAndTheAttemptSaysThatThereIsNoCopy()
    {
        var notice = await AddAsync();
        RefuseJournal();

        await Worker.SendAsync(Cancel);

        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notice)).State);
        var attempt = Assert.Single(await AttemptsAsync(notice));
        Assert.Equal((AttemptResults.Accepted, $"2.0.0 4XyZ1 {SendResult.JournalRefused}"), (attempt.Result, attempt.SmtpDetail));
        Assert.Single(Assert.Single(Peer.Accepted).Recipients);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Reconcile_LooksForACopyOnlyWhereThereMayBeOne(bool refused, int searches)
    {
        var notice = await AddAsync();
        if (refused)
        {
            RefuseJournal();
        }

        Peer.Next(SmtpStage.Dot, new SmtpTurn.Drop());
        await Worker.SendAsync(Cancel);
        Assert.Equal(NoticeState.OutcomeUnknown, (await ReadAsync(notice)).State);

        await Worker.ReconcileAsync(Cancel);
        Assert.Equal(searches, Journal.Searches);
        Clock.Advance(TakedownPolicy.DefaultSearchWindow);
        await Worker.ReconcileAsync(Cancel);
        await Worker.SendAsync(Cancel);

        Assert.Equal((NoticeState.Accepted, true), ((await ReadAsync(notice)).State, (await ReadAsync(notice)).PossibleDuplicate));
    }

    private Task<SeededNotice> AddAsync() => Seed.AddNoticeAsync(Cancel, journal: "journal@elsewhere.example");

    private void RefuseJournal()
    {
        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("250 2.1.5 Ok"));
        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("552 5.2.2 Full"));
    }
}

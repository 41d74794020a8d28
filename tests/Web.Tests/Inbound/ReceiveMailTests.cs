using CaseManager.Core;
using CaseManager.Core.Reports;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.FollowUp.Timers;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Inbound;

/// <summary>Where a mail belongs and what it moves.</summary>
public sealed class ReceiveMailTests(DatabaseFixture fixture) : InboundTest(fixture), IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Receive_AcknowledgementToTheReplyAddress_IsSealedInTheCaseAndCounts()
    {
        var notice = await AddSentAsync();
        var mail = Mail(to: Tokens.ReplyAddress(notice.Id), subject: "Fall 91822", text: "Eingegangen: canary-words");

        Assert.Equal(Received.New, await ReceiveAsync(mail));

        var row = await RowAsync(mail);
        Assert.Equal((InboundStanding.Attached, MatchRules.Address, true, false), (row.Standing, row.MatchRule, row.IsVerified, row.NeedsPerson));
        var answer = await OpenAnswerAsync(row);
        Assert.Equal(HexId.Write(notice.Id), (string?)answer["noticeId"]);
        Assert.Equal("From: abuse@platform.example\nSubject: Fall 91822\n\nEingegangen: canary-words", (string?)answer["text"]);
        Assert.Equal((AnswerClasses.Acknowledged, mail.ReceivedAt), ((await ReadRequestAsync(notice)).Answer, (await ReadRequestAsync(notice)).AnsweredAt));
        Assert.Contains("AnswerReceived", await EventsAsync(notice.CaseId));
    }

    [Fact]
    public async Task Receive_AnswerInTheThread_IsFoundByOurMessageId_AndTheNextByTheirs()
    {
        var notice = await AddSentAsync();
        var first = Mail() with { RefersTo = [$"<{notice.MessageId}>"] };
        await ReceiveAsync(first);
        var second = Mail(what: AnswerClasses.SaysRemoved) with { RefersTo = ["stranger@platform.example", $"<{first.MessageId}>"] };

        await ReceiveAsync(second);

        Assert.Equal(MatchRules.MessageId, (await RowAsync(first)).MatchRule);
        var row = await RowAsync(second);
        Assert.Equal((MatchRules.EarlierMail, notice.Id, true), (row.MatchRule, row.NoticeId, row.NeedsPerson));
        Assert.Equal(AnswerClasses.Acknowledged, (await ReadRequestAsync(notice)).Answer);
    }

    /// <summary>Whoever knows an id cannot make its mark; whoever guesses a subject gets no further.</summary>
    [Fact]
    public async Task Receive_ForgedMarks_BelongToNothing_AndAreSealedToTheTeam()
    {
        var notice = await AddSentAsync();
        var strangers = new MailTokens("casework.example", new MailKey(1, [.. Enumerable.Repeat((byte)1, 32)]));
        var mail = Mail(to: strangers.ReplyAddress(notice.Id), text: "canary-forged") with { RefersTo = [strangers.MessageId(notice.Id, 0)] };

        await ReceiveAsync(mail);

        var row = await RowAsync(mail);
        Assert.Equal((InboundStanding.Unmatched, MatchRules.None, false, true), (row.Standing, row.MatchRule, row.IsVerified, row.NeedsPerson));
        Assert.Equal("canary-forged", (string?)OpenTeamMail(row)["text"]);
        Assert.Null((await ReadRequestAsync(notice)).Answer);
        Assert.DoesNotContain("AnswerReceived", await EventsAsync(notice.CaseId));
    }

    [Theory]
    [InlineData(SenderVerdict.Failed, "abuse@platform.example")]
    [InlineData(SenderVerdict.Unknown, "abuse@platform.example")]
    [InlineData(SenderVerdict.Passed, "abuse@elsewhere.example")]
    public async Task Receive_NobodyVouchesForTheSender_IsInTheCaseAndMovesNothing(SenderVerdict sender, string from)
    {
        var notice = await AddSentAsync();
        var mail = Mail(to: Tokens.ReplyAddress(notice.Id), sender: sender, from: from);

        await ReceiveAsync(mail);

        var row = await RowAsync(mail);
        Assert.Equal((InboundStanding.Attached, false, true), (row.Standing, row.IsVerified, row.NeedsPerson));
        Assert.Null((await ReadRequestAsync(notice)).Answer);
    }

    /// <summary>What an answer decides is decided by a person.</summary>
    [Theory]
    [InlineData(AnswerClasses.SaysRemoved)]
    [InlineData(AnswerClasses.Refused)]
    [InlineData(AnswerClasses.AsksForMore)]
    [InlineData(AnswerClasses.ConfirmAddress)]
    [InlineData(AnswerClasses.Other)]
    public async Task Receive_MoreThanAnAcknowledgement_WaitsForAPerson_WhoseWordCounts(string what)
    {
        var notice = await AddSentAsync();
        var mail = Mail(to: Tokens.ReplyAddress(notice.Id), what: what);
        await ReceiveAsync(mail);
        Assert.Null((await ReadRequestAsync(notice)).Answer);
        Assert.True((await RowAsync(mail)).NeedsPerson);

        var id = (await RowAsync(mail)).Id;
        await Worker.UseAsync<ConfirmMail>(confirm => confirm.RunAsync(id, Seed.StaffId, AnswerClasses.Refused, Cancel));
        await Worker.UseAsync<ConfirmMail>(confirm => confirm.RunAsync(id, Seed.StaffId, AnswerClasses.Refused, Cancel));

        Assert.Equal((AnswerClasses.Refused, false), ((await ReadRequestAsync(notice)).Answer, (await RowAsync(mail)).NeedsPerson));
        Assert.Single(await EventsAsync(notice.CaseId), type => type == "AnswerConfirmed");
    }

    /// <summary>Also what is blocked in one country only reads like that: nobody believes it before the link was looked at.</summary>
    [Fact]
    public async Task Receive_TheySayItIsRemoved_MovesNothing_AndOnceConfirmedTheLinkIsLookedAtAtOnce()
    {
        var notice = await AddSentAsync();
        Clock.Advance(TimeSpan.FromDays(2));
        var mail = Mail(to: Tokens.ReplyAddress(notice.Id), what: AnswerClasses.SaysRemoved, text: "It is not available in your country any more.");
        await ReceiveAsync(mail);
        Assert.Null((await ReadRequestAsync(notice)).Answer);

        var id = (await RowAsync(mail)).Id;
        await Worker.UseAsync<ConfirmMail>(confirm => confirm.RunAsync(id, Seed.StaffId, AnswerClasses.SaysRemoved, Cancel));

        Assert.Equal((AnswerClasses.SaysRemoved, RequestState.Active, null), ((await ReadRequestAsync(notice)).Answer, (await ReadRequestAsync(notice)).State, (await ReadRequestAsync(notice)).Outcome));
        await using var database = Database.Open();
        Assert.Equal(Clock.GetUtcNow(), await database.Set<TargetWatch>().Where(watch => watch.TargetId == notice.TargetId).Select(watch => watch.NextCheckAt).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Receive_TheAddressDoesNotExist_TakesTheClockBack_AndNothingMoreGoesThere()
    {
        var notice = await AddSentAsync();
        Assert.NotNull((await ReadRequestAsync(notice)).DueAt);
        var mail = Mail(MailKinds.Bounce, AnswerClasses.BouncePermanent, Tokens.BounceAddress(notice.Id), SenderVerdict.Unknown, "mailer-daemon@relay.example") with { IsBadAddress = true, Bounced = [notice.Envelope.Recipient] };

        await ReceiveAsync(mail);

        var request = await ReadRequestAsync(notice);
        Assert.Equal((NoticeState.Bounced, NoticeReasons.BadMailbox), await StateAsync(notice));
        Assert.Equal((null, null, RequestState.Active), (request.DueAt, request.ClockStartedAt, request.State));
        Assert.Contains("ClockStopped", await EventsAsync(notice.CaseId));
        Assert.True((await RowAsync(mail)).NeedsPerson);

        // Whoever has our reply address could have written it: only a person closes the address for every case.
        Assert.False(await IsSuppressedAsync(notice));
        var id = (await RowAsync(mail)).Id;
        await Worker.UseAsync<ConfirmMail>(confirm => confirm.RunAsync(id, Seed.StaffId, AnswerClasses.BouncePermanent, Cancel));
        Assert.True(await IsSuppressedAsync(notice));
    }

    /// <summary>Nothing runs on towards a reminder that could not arrive either, and the row is where people look.</summary>
    [Fact]
    public async Task Receive_TheAddressDoesNotExist_LeavesNoTimerPending_AndItStandsAmongWhatHasNotLeft()
    {
        var notice = await AddSentAsync();
        Assert.Contains(await TimersAsync(notice), timer => timer is { Kind: TimerKind.Rung, State: TimerState.Pending });

        await ReceiveAsync(Mail(MailKinds.Bounce, AnswerClasses.BouncePermanent, Tokens.BounceAddress(notice.Id)) with { IsBadAddress = true, Bounced = [notice.Envelope.Recipient] });

        Assert.DoesNotContain(await TimersAsync(notice), timer => timer.State == TimerState.Pending);
        var unsent = await Worker.UseAsync<ListTakedownWork, IReadOnlyList<TakedownWork>>(list => list.RunAsync(TakedownList.Unsent, Seed.StaffId, null, Cancel));
        Assert.Equal((NoticeState.Bounced, NoticeReasons.BadMailbox), unsent.Where(row => row.NoticeId == notice.Id).Select(row => (row.State, row.Reason)).Single());
    }

    [Fact]
    public async Task Receive_TheirServerDoesNotTrustUs_LeavesTheAddressAlone()
    {
        var notice = await AddSentAsync();

        await ReceiveAsync(Mail(MailKinds.Bounce, AnswerClasses.BouncePolicy, Tokens.BounceAddress(notice.Id)) with { Bounced = [notice.Envelope.Recipient] });

        Assert.Equal((NoticeState.Bounced, NoticeReasons.RefusedByPolicy), await StateAsync(notice));
        Assert.False(await IsSuppressedAsync(notice));
    }

    [Fact]
    public async Task Receive_DeliveryIsDelayed_TheClockRunsOn()
    {
        var notice = await AddSentAsync();
        var before = await ReadRequestAsync(notice);
        var mail = Mail(MailKinds.Bounce, AnswerClasses.BounceTemporary, Tokens.BounceAddress(notice.Id)) with { Bounced = [notice.Envelope.Recipient] };

        await ReceiveAsync(mail);

        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notice)).State);
        Assert.Equal(before.DueAt, (await ReadRequestAsync(notice)).DueAt);
        Assert.False((await RowAsync(mail)).NeedsPerson);
        Assert.Contains("DeliveryDelayed", await EventsAsync(notice.CaseId));
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(5, true)]
    public async Task Receive_DelayedAgain_AfterFourHoursAPersonLooksForAnotherWay(int hours, bool needsPerson)
    {
        var notice = await AddSentAsync();
        await ReceiveAsync(Mail(MailKinds.Bounce, AnswerClasses.BounceTemporary, Tokens.BounceAddress(notice.Id)) with { Bounced = [notice.Envelope.Recipient] });
        Clock.Advance(TimeSpan.FromHours(hours));
        var again = Mail(MailKinds.Bounce, AnswerClasses.BounceTemporary, Tokens.BounceAddress(notice.Id)) with { Bounced = [notice.Envelope.Recipient] };

        await ReceiveAsync(again);

        Assert.Equal(needsPerson, (await RowAsync(again)).NeedsPerson);
    }

    /// <summary>A bounce of one way does not take back what another way started.</summary>
    [Fact]
    public async Task Receive_BounceWhileAFormWasSubmitted_TheFormsClockRuns()
    {
        var notice = await AddSentAsync();
        Clock.Advance(TimeSpan.FromHours(2));
        var form = await AddSubmittedFormAsync(notice);

        await ReceiveAsync(Mail(MailKinds.Bounce, AnswerClasses.BouncePermanent, Tokens.BounceAddress(notice.Id)) with { Bounced = [notice.Envelope.Recipient] });

        Assert.Equal(form, (await ReadRequestAsync(notice)).ClockStartedAt);
        Assert.Equal(form.AddHours(48), (await ReadRequestAsync(notice)).DueAt);
    }

    [Fact]
    public async Task Receive_AnAnswerToWhatMayHaveLeft_ShowsThatItLeft()
    {
        var notice = await AddWithKeyAsync();
        Peer.Next(SmtpStage.Dot, new SmtpTurn.Drop());
        await Worker.SendAsync(Cancel);
        Assert.Equal(NoticeState.OutcomeUnknown, (await ReadAsync(notice)).State);
        var left = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromMinutes(5));

        await ReceiveAsync(Mail(to: Tokens.ReplyAddress(notice.Id)));

        Assert.Equal((NoticeState.Accepted, left), ((await ReadAsync(notice)).State, (await ReadAsync(notice)).LeftAt!.Value));
        Assert.Equal(left.AddHours(48), (await ReadRequestAsync(notice)).DueAt);
    }

    /// <summary>Their desk forwards to a list with one dead member; or our journal is full.</summary>
    [Fact]
    public async Task Receive_AReportAboutSomebodyElse_StopsNoClock_AndAPersonLooks()
    {
        var notice = await AddSentAsync();
        var mail = Mail(MailKinds.Bounce, AnswerClasses.BouncePermanent, Tokens.BounceAddress(notice.Id)) with { IsBadAddress = true, Bounced = ["member@list.example"] };

        await ReceiveAsync(mail);

        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notice)).State);
        Assert.NotNull((await ReadRequestAsync(notice)).DueAt);
        Assert.True((await RowAsync(mail)).NeedsPerson);
    }

    [Fact]
    public async Task Receive_TheirServerGaveUp_APersonLooks()
    {
        var notice = await AddSentAsync();
        var mail = Mail(MailKinds.Bounce, AnswerClasses.BounceTemporary, Tokens.BounceAddress(notice.Id)) with { GaveUp = true, Bounced = [notice.Envelope.Recipient] };

        await ReceiveAsync(mail);

        Assert.True((await RowAsync(mail)).NeedsPerson);
    }

    /// <summary>A receipt comes to every mail of ours; it takes nothing back that somebody said.</summary>
    [Fact]
    public async Task Receive_AReceiptAfterARefusal_LeavesTheRefusal_ThoughItIsConfirmedLater()
    {
        var notice = await AddSentAsync();
        var refusal = Mail(to: Tokens.ReplyAddress(notice.Id), what: AnswerClasses.Refused);
        await ReceiveAsync(refusal);
        Clock.Advance(TimeSpan.FromHours(1));
        await ReceiveAsync(Mail(to: Tokens.ReplyAddress(notice.Id)));
        Assert.Equal(AnswerClasses.Acknowledged, (await ReadRequestAsync(notice)).Answer);

        var id = (await RowAsync(refusal)).Id;
        await Worker.UseAsync<ConfirmMail>(confirm => confirm.RunAsync(id, Seed.StaffId, AnswerClasses.Refused, Cancel));
        await ReceiveAsync(Mail(to: Tokens.ReplyAddress(notice.Id)));

        Assert.Equal(AnswerClasses.Refused, (await ReadRequestAsync(notice)).Answer);
    }

    [Fact]
    public async Task Receive_AnAnswerToADeletedCase_KeepsNoWordOfIt()
    {
        var notice = await AddSentAsync();
        await using (var database = Database.Open())
        {
            await database.Set<Report>().Where(report => report.CaseId == notice.CaseId).ExecuteDeleteAsync(Cancel);
        }

        var mail = Mail(to: Tokens.ReplyAddress(notice.Id));
        await ReceiveAsync(mail);

        var row = await RowAsync(mail);
        Assert.Equal((InboundStanding.Dropped, false), (row.Standing, row.NeedsPerson));
        Assert.Null(row.TeamFile);
        Assert.Null(row.ObjectId);
    }

    [Fact]
    public async Task Receive_WhatCouldNotBeReadBefore_IsTakenInNow()
    {
        var notice = await AddSentAsync();
        var mail = Mail(to: Tokens.ReplyAddress(notice.Id));
        await Worker.UseAsync<ReceiveMail, long>(receive => receive.CursorAsync("inbox", 7, Cancel));
        await Worker.UseAsync<ReceiveMail, bool>(receive => receive.FailedAsync(mail.Place, mail.RawHash, Clock.GetUtcNow(), "cannot-be-read", atOnce: true, Cancel));

        Assert.Equal(Received.New, await ReceiveAsync(mail));

        Assert.Equal(InboundStanding.Attached, (await RowAsync(mail)).Standing);
    }

    [Fact]
    public async Task Receive_TheSameBytesAgain_AreOneMail()
    {
        var notice = await AddSentAsync();
        var mail = Mail(to: Tokens.ReplyAddress(notice.Id));
        await ReceiveAsync(mail);

        var again = mail with { Place = new MailPlace("inbox", 8, 1) };

        Assert.Equal(Received.Known, await ReceiveAsync(again));
        Assert.Single(await EventsAsync(notice.CaseId), type => type == "AnswerReceived");
        Assert.Equal(1, await Worker.UseAsync<ReceiveMail, long>(receive => receive.CursorAsync("inbox", 8, Cancel)));
    }

    [Fact]
    public async Task Receive_TheirNumber_LeadsToTheNotice_OnlyFromTheirDomain()
    {
        var notice = await AddSentAsync();
        await ReceiveAsync(Mail(to: Tokens.ReplyAddress(notice.Id)) with { Ticket = "CASE-7781" });
        var theirs = Mail() with { Ticket = "case-7781" };
        var forged = Mail(sender: SenderVerdict.Failed) with { Ticket = "CASE-7781" };
        await ReceiveAsync(forged);
        Assert.Equal(InboundStanding.Unconfirmed, (await RowAsync(forged)).Standing);
        var others = Mail(from: "abuse@elsewhere.example") with { Ticket = "CASE-7781" };

        await ReceiveAsync(theirs);
        await ReceiveAsync(others);

        Assert.Equal((MatchRules.Ticket, notice.Id), ((await RowAsync(theirs)).MatchRule, (await RowAsync(theirs)).NoticeId));
        Assert.Equal(InboundStanding.Unmatched, (await RowAsync(others)).Standing);
    }

    [Fact]
    public async Task Receive_OurCodeInTheSubject_IsAGuessThatAPersonConfirms()
    {
        var notice = await AddSentAsync();
        var code = Tokens.HumanCode(notice.Id);
        await using (var database = Database.Open())
        {
            await database.Set<Notice>().Where(row => row.Id == notice.Id).ExecuteUpdateAsync(row => row.SetProperty(n => n.Code, code), Cancel);
        }

        var mail = Mail(subject: $"AW: [{code}] Ihre Meldung");
        var stranger = Mail(subject: $"AW: [{code}] Ihre Meldung", from: "somebody@elsewhere.example");
        await ReceiveAsync(mail);
        await ReceiveAsync(stranger);

        var row = await RowAsync(mail);
        Assert.Equal((InboundStanding.Unconfirmed, notice.Id, false), (row.Standing, row.NoticeId, row.IsVerified));
        Assert.Null((await ReadRequestAsync(notice)).Answer);
        Assert.Equal(InboundStanding.Unmatched, (await RowAsync(stranger)).Standing);
    }

    [Fact]
    public async Task Receive_OurOwnMailComesBack_IsDroppedUnread()
    {
        var mail = Mail(MailKinds.Loop);

        await ReceiveAsync(mail);

        var row = await RowAsync(mail);
        Assert.Equal((InboundStanding.Dropped, false), (row.Standing, row.NeedsPerson));
        Assert.Null(row.TeamFile);
    }

    [Fact]
    public async Task Receive_LongestWords_AreCutAndSaySo()
    {
        var notice = await AddSentAsync();
        var mail = Mail(to: Tokens.ReplyAddress(notice.Id), text: string.Concat(Enumerable.Repeat("删除请求已收到。😀", 20_000)));

        await ReceiveAsync(mail);

        Assert.EndsWith("[…]", (string?)(await OpenAnswerAsync(await RowAsync(mail)))["text"], StringComparison.Ordinal);
    }

    /// <summary>No word of it stands anywhere but under a seal.</summary>
    [Fact]
    public async Task Receive_Anything_LeavesNoWordInTheRows()
    {
        var notice = await AddSentAsync();
        await ReceiveAsync(Mail(to: Tokens.ReplyAddress(notice.Id), subject: "canarysubject", text: "canarywords") with { Ticket = "CANARYTICKET" });
        await ReceiveAsync(Mail(subject: "canarysubject", text: "canarywords", from: "canaryfrom@elsewhere.example"));

        await using var database = Database.Open();
        var rows = await database.Database.SqlQuery<string>(
            $"""
            select m::text as "Value" from takedowns.inbound_messages m
            union all select encode(m."TeamFile", 'escape') from takedowns.inbound_messages m where m."TeamFile" is not null
            union all select encode(m."MessageIdHash", 'escape') from takedowns.inbound_messages m where m."MessageIdHash" is not null
            union all select encode(m."TicketHash", 'escape') from takedowns.inbound_messages m where m."TicketHash" is not null
            union all select e::text from audit.events e union all select encode(o."File", 'escape') from sealing.objects o
            """).ToListAsync(Cancel);
        Assert.True(rows.Count >= 8);
        Assert.All(rows, row => Assert.DoesNotContain("canary", row, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Failed_ThreeTimes_IsPutAsideAndThoseAfterItAreRead()
    {
        var poison = Mail();
        await Worker.UseAsync<ReceiveMail, long>(receive => receive.CursorAsync("inbox", 7, Cancel));
        Task<bool> FailAsync() => Worker.UseAsync<ReceiveMail, bool>(
            receive => receive.FailedAsync(poison.Place, poison.RawHash, Clock.GetUtcNow(), "cannot-be-read", atOnce: false, Cancel));

        Assert.False(await FailAsync());
        Assert.False(await FailAsync());
        Assert.True(await FailAsync());

        Assert.Equal(InboundStanding.Quarantined, (await RowAsync(poison)).Standing);
        Assert.Equal(poison.Place.Uid, await Worker.UseAsync<ReceiveMail, long>(receive => receive.CursorAsync("inbox", 7, Cancel)));
        Assert.Contains(poison.Place.Uid, await Worker.UseAsync<ReceiveMail, HashSet<long>>(receive => receive.PutAsideAsync("inbox", 7, Cancel)));
    }

    [Fact]
    public async Task Discard_WhatNobodyNeeds_DestroysItsWords()
    {
        var mail = Mail();
        await ReceiveAsync(mail);
        var id = (await RowAsync(mail)).Id;

        await Worker.UseAsync<DiscardMail>(discard => discard.RunAsync(id, Seed.StaffId, Cancel));

        var row = await RowAsync(mail);
        Assert.Equal((InboundStanding.Dropped, false), (row.Standing, row.NeedsPerson));
        Assert.Null(row.TeamFile);
    }

    private async Task<List<RequestTimer>> TimersAsync(SeededNotice notice)
    {
        await using var database = Database.Open();
        return await database.Set<RequestTimer>().AsNoTracking().Where(timer => timer.RequestId == notice.RequestId).ToListAsync(Cancel);
    }

    private async Task<bool> IsSuppressedAsync(SeededNotice notice)
    {
        await using var database = Database.Open();
        var contact = Contacts.Of(notice.Envelope.Recipient);
        return await database.Set<SuppressedAddress>().AnyAsync(row => row.Contact == contact && row.LiftedAt == null, Cancel);
    }

    private async Task<DateTimeOffset> AddSubmittedFormAsync(SeededNotice notice)
    {
        await using var database = Database.Open();
        var mail = await database.Set<Notice>().AsNoTracking().SingleAsync(row => row.Id == notice.Id, Cancel);
        var form = new Notice
        {
            Id = RandomId.New(),
            CaseId = mail.CaseId,
            ReleaseId = mail.ReleaseId,
            ReleaseCopyId = mail.ReleaseCopyId,
            Route = NoticeRoute.Form,
            Recipient = mail.Recipient,
            Template = mail.Template,
            PreviewHash = mail.PreviewHash,
            PayloadSealed = mail.PayloadSealed,
            PayloadHash = mail.PayloadHash,
            SealedBy = mail.SealedBy,
            SealedAt = Clock.GetUtcNow(),
        };
        form.MakeReady(Clock.GetUtcNow());
        form.Submit(Seed.StaffId, Clock.GetUtcNow(), referenceSealed: null);
        database.AddRange(form, new NoticeItem { NoticeId = form.Id, RequestId = notice.RequestId, Number = 1, TargetState = TargetState.Unverified });
        await database.SaveChangesAsync(Cancel);
        return Clock.GetUtcNow();
    }
}

using CaseManager.Core.Audit;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>What a mail moves by itself: that a notice arrived or came back, and a pure acknowledgement. All else a person confirms first.</summary>
public sealed class MoveByMail(CaseManagerDbContext database, StartClocks clocks, StopClocks stopClocks, SuppressAddress suppress, PlanChecks checks, AuditLog audit)
{
    /// <summary>Delayed for longer than this, another way is to be tried: a person decides.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromHours(4);

    /// <summary>Whether somebody has to look at it.</summary>
    public static bool NeedsPerson(string kind, bool movesByItself) => kind switch
    {
        AnswerClasses.Acknowledged => !movesByItself,
        AnswerClasses.BounceTemporary or AnswerClasses.AutoReply => false,
        _ => true,
    };

    /// <summary>For a mail that may move something by itself. Inside the caller's transaction, the case locked.</summary>
    public async Task RunAsync(InboundMessage row, Notice notice, CancellationToken cancel)
    {
        if (!await ReportAsync(row, notice, byPerson: false, ReceiveMail.Actor, cancel) && row.CountsAs == AnswerClasses.Acknowledged)
        {
            await AnswerAsync(notice, AnswerClasses.Acknowledged, row.ReceivedAt, cancel);
        }
    }

    /// <summary>A person said what it is. Inside the caller's transaction, the case and the organisation's chain locked.</summary>
    public async Task ByPersonAsync(InboundMessage row, Notice notice, Guid staffId, CancellationToken cancel)
    {
        var actor = Actor.Staff(staffId);
        if (await ReportAsync(row, notice, byPerson: true, actor, cancel))
        {
            return;
        }

        await SettleAsync(row, notice, actor, cancel);
        if (AnswerClasses.ByPeople.Contains(row.CountsAs))
        {
            await AnswerAsync(notice, row.CountsAs, row.ReceivedAt, cancel);
        }
    }

    // A delivery report, else false.
    private async Task<bool> ReportAsync(InboundMessage row, Notice notice, bool byPerson, Actor actor, CancellationToken cancel)
    {
        switch (row.CountsAs)
        {
            case AnswerClasses.BouncePermanent or AnswerClasses.BouncePolicy:
                await BounceAsync(row, notice, byPerson, actor, cancel);
                return true;
            case AnswerClasses.BounceTemporary:
                await AppendAsync(notice, "DeliveryDelayed", actor, new AuditData { { "noticeId", notice.Id }, { "messageId", row.Id } }, cancel);
                if (!byPerson && await IsDelayedAgainAsync(row, notice, cancel))
                {
                    row.AskForPerson();
                }

                return true;
            default:
                return false;
        }
    }

    private async Task AnswerAsync(Notice notice, string kind, DateTimeOffset receivedAt, CancellationToken cancel)
    {
        foreach (var request in await RequestsAsync(notice, cancel))
        {
            if (request.State != RequestState.Closed && Counts(request, kind, receivedAt))
            {
                request.RecordAnswer(kind, receivedAt);
                if (kind == AnswerClasses.SaysRemoved)
                {
                    await checks.SaidRemovedAsync(request.TargetId, cancel);
                }
            }
        }

        await database.SaveChangesAsync(cancel);
        if (kind != AnswerClasses.Acknowledged)
        {
            // A receipt stops nothing and starts nothing: no timer hangs on it.
            await clocks.RefreshCaseAsync(notice.CaseId, cancel);
        }
    }

    // What came before does not take the place of what came after it; but a receipt says less than anything else, whenever it came.
    private static bool Counts(TakedownRequest request, string kind, DateTimeOffset receivedAt) => request.Answer switch
    {
        null => true,
        AnswerClasses.Acknowledged when kind != AnswerClasses.Acknowledged => true,
        not AnswerClasses.Acknowledged when kind == AnswerClasses.Acknowledged => false,
        _ => !(request.AnsweredAt > receivedAt),
    };

    private Task<bool> IsDelayedAgainAsync(InboundMessage row, Notice notice, CancellationToken cancel)
    {
        var before = row.ReceivedAt - LongestDelay;
        return database.Set<InboundMessage>().AnyAsync(
            earlier => earlier.NoticeId == notice.Id && earlier.Id != row.Id && earlier.Class == AnswerClasses.BounceTemporary && earlier.ReceivedAt <= before, cancel);
    }

    // It did not arrive: the recipient's time does not run, and a person finds another way.
    private async Task BounceAsync(InboundMessage row, Notice notice, bool byPerson, Actor actor, CancellationToken cancel)
    {
        var isGone = row.IsBadAddress && row.CountsAs == AnswerClasses.BouncePermanent;
        if (notice.State is NoticeState.Accepted or NoticeState.OutcomeUnknown)
        {
            notice.Bounce(row.CountsAs == AnswerClasses.BouncePolicy ? NoticeReasons.RefusedByPolicy : isGone ? NoticeReasons.BadMailbox : NoticeReasons.RefusedForGood);
            await database.SaveChangesAsync(cancel);
            await AppendAsync(notice, "NoticeBounced", actor, new AuditData { { "noticeId", notice.Id }, { "messageId", row.Id }, { "reason", notice.Reason! } }, cancel);
            await stopClocks.RunAsync(notice, actor, cancel);
        }

        // Whoever has our reply address could write such a report: only a person closes an address for every case.
        if (isGone && byPerson)
        {
            await suppress.RunAsync(notice, SuppressionReasons.HardBounce, actor, cancel);
        }
    }

    /// <summary>Whoever answers got it: an outcome that was unknown is known now.</summary>
    public async Task SettleAsync(InboundMessage row, Notice notice, Actor actor, CancellationToken cancel)
    {
        if (notice.State != NoticeState.OutcomeUnknown)
        {
            return;
        }

        var leftAt = await database.Set<SendAttempt>()
            .Where(attempt => attempt.NoticeId == notice.Id)
            .MinAsync(attempt => (DateTimeOffset?)attempt.StartedAt, cancel) ?? row.ReceivedAt;
        notice.Accept(leftAt);
        await database.SaveChangesAsync(cancel);
        await AppendAsync(notice, "NoticeFound", actor, new AuditData { { "noticeId", notice.Id }, { "why", "answered" } }, cancel);
        await clocks.RunAsync(notice, leftAt, actor, cancel);
    }

    private Task<List<TakedownRequest>> RequestsAsync(Notice notice, CancellationToken cancel) => database.Set<TakedownRequest>()
        .Where(request => database.Set<NoticeItem>().Any(item => item.NoticeId == notice.Id && item.RequestId == request.Id))
        .OrderBy(request => request.Id)
        .ToListAsync(cancel);

    private Task AppendAsync(Notice notice, string type, Actor actor, AuditData data, CancellationToken cancel) =>
        audit.AppendAsync(notice.CaseId, type, actor, data, cancel);
}

using System.Text;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Releases;

/// <summary>Reads the notice that another one is to follow: only while a step of its requests asks for that, and only for its own links.</summary>
public sealed class FollowNotice(
    CaseManagerDbContext database, OpenSteps openSteps, DataKeys keys, INoticeTransport transport, MailTokens tokens, TakedownPolicy policy)
{
    private const string Reply = "Re: ";

    /// <param name="links">Keys of the links it is to name.</param>
    /// <exception cref="RefusedException"><c>unknown-notice</c>, <c>no-open-step</c>, <c>steps-differ</c>, <c>not-of-that-notice</c>, <c>already-gone</c>, <c>not-readable</c>.</exception>
    public async Task<FollowedThread> RunAsync(Guid caseId, Guid noticeId, IReadOnlyList<string> links, CancellationToken cancel)
    {
        var notice = await database.Set<Notice>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == noticeId && row.CaseId == caseId, cancel);
        if (notice is not { State: NoticeState.Accepted or NoticeState.SubmittedByOperator, LeftAt: { } leftAt })
        {
            throw new RefusedException("unknown-notice", RefusalKind.NotFound);
        }

        var items = await ItemsAsync(noticeId, cancel);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var asked = new List<Item>();
        foreach (var item in items)
        {
            if (await KeyAsync(item.TargetId, item.KeySealed, cancel) is not { } key || !links.Contains(key))
            {
                continue;
            }

            if (item.Request != RequestState.Active || item.Target == TargetState.Gone)
            {
                throw new RefusedException("already-gone", RefusalKind.Conflict);
            }

            numbers[key] = item.Number;
            asked.Add(item);
        }

        if (links.Any(key => !numbers.ContainsKey(key)))
        {
            throw new RefusedException("not-of-that-notice");
        }

        var action = await openSteps.ActionOfAsync([.. asked.Select(item => item.RequestId)], cancel);
        (string Subject, NoticeThread Thread)? mail = action == RungAction.Remind ? await ThreadAsync(notice, cancel) : null;
        var claimedAt = asked.All(item => item.IsContradicted) ? asked.Max(item => item.AnsweredAt) : null;
        return new FollowedThread(
            notice, action, new FollowUpInputs
            {
                Template = FollowUpInputs.Reminder,
                Code = tokens.HumanCode(noticeId),
                LeftOn = policy.Today(leftAt),
                Subject = mail?.Subject ?? "",
                Numbers = numbers,
                Answer = claimedAt is null ? "" : AnswerClasses.SaysRemoved,
                AnsweredOn = claimedAt is { } claimed ? policy.Today(claimed) : null,
                CameBack = asked.Count > 0 && asked.All(item => item.IsThere) && await CameBackAsync([.. asked.Select(item => item.RequestId)], cancel),
            },
            mail?.Thread,
            await TakenWaysAsync([.. asked.Select(item => item.RequestId)], cancel));
    }

    private Task<List<Item>> ItemsAsync(Guid noticeId, CancellationToken cancel) => (
        from item in database.Set<NoticeItem>()
        join request in database.Set<TakedownRequest>() on item.RequestId equals request.Id
        join target in database.Set<Target>() on request.TargetId equals target.Id
        where item.NoticeId == noticeId
        orderby item.Number
        select new Item(
            item.RequestId, item.Number, request.State, request.Answer, request.AnsweredAt, target.Id, target.State, target.ObservedAt, target.KeySealed)).ToListAsync(cancel);

    private async Task<string?> KeyAsync(Guid targetId, byte[] keySealed, CancellationToken cancel) =>
        await keys.FindAsync(targetId, cancel) is { } key ? Encoding.UTF8.GetString(FieldCipher.Open(key, keySealed, SealedPlaces.TargetKey(targetId))) : null;

    // In a later round, and nothing left for any of them since that began: then the notice was before it.
    private async Task<bool> CameBackAsync(List<Guid> requestIds, CancellationToken cancel) => await (
        from request in database.Set<TakedownRequest>()
        join watch in database.Set<TargetWatch>() on request.TargetId equals watch.TargetId
        where requestIds.Contains(request.Id) && request.Round > 1 && watch.Plan == WatchPlan.UntilGone
            && !(from item in database.Set<NoticeItem>()
                 join notice in database.Set<Notice>() on item.NoticeId equals notice.Id
                 where item.RequestId == request.Id && notice.LeftAt >= watch.PlanStartedAt
                 select notice.Id).Any()
        select request.Id).CountAsync(cancel) == requestIds.Count;

    private async Task<(string Subject, NoticeThread Thread)> ThreadAsync(Notice notice, CancellationToken cancel)
    {
        if (notice is not { Route: NoticeRoute.Mail, State: NoticeState.Accepted, MessageId: { } messageId } || await keys.FindAsync(notice.CaseId, cancel) is not { } key)
        {
            throw new RefusedException("not-readable", RefusalKind.Conflict);
        }

        var sent = transport.ReadThread(FieldCipher.Open(key, notice.PayloadSealed, SealedPlaces.Payload(notice.Id)));
        var subject = sent.Subject.StartsWith(Reply, StringComparison.Ordinal) ? sent.Subject[Reply.Length..] : sent.Subject;
        return (subject, new NoticeThread(messageId, [.. sent.References, messageId]));
    }

    private async Task<IReadOnlySet<NoticeRoute>> TakenWaysAsync(List<Guid> requestIds, CancellationToken cancel) => (await (
        from item in database.Set<NoticeItem>()
        join notice in database.Set<Notice>() on item.NoticeId equals notice.Id
        where requestIds.Contains(item.RequestId)
        select new { notice.Route, notice.State }).ToListAsync(cancel))
        .Where(taken => !NoticeMoves.HasFailed(taken.State)).Select(taken => taken.Route).ToHashSet();

    private sealed record Item(
        Guid RequestId, int Number, RequestState Request, string? Answer, DateTimeOffset? AnsweredAt, Guid TargetId, TargetState Target, DateTimeOffset? ObservedAt, byte[] KeySealed)
    {
        // They said that it is removed, and it was seen after that.
        public bool IsContradicted => Answer == AnswerClasses.SaysRemoved && IsThere && ObservedAt > AnsweredAt;

        public bool IsThere => Target is TargetState.Live or TargetState.Reappeared or TargetState.Withheld;
    }
}

/// <summary>What a following notice is made of.</summary>
/// <param name="Notice">The notice it follows.</param>
/// <param name="Action">Which step of the ladder it is: a reminder, or another way.</param>
/// <param name="Inputs">What the text says of the earlier notice.</param>
/// <param name="Thread">The mails before; <see langword="null"/> for another way.</param>
/// <param name="TakenWays">Ways that a notice for one of the links took.</param>
public sealed record FollowedThread(Notice Notice, RungAction Action, FollowUpInputs Inputs, NoticeThread? Thread, IReadOnlySet<NoticeRoute> TakenWays)
{
    /// <summary>It says that what the recipient told us is not so: a second person reads it before it leaves.</summary>
    public bool Contradicts => Inputs.Answer.Length > 0;

    /// <summary>Whether a way may be taken, to this contact.</summary>
    /// <param name="contact">As <see cref="ContactHash"/>; <see langword="null"/> where it is no mail.</param>
    public bool MayTake(NoticeRoute route, byte[]? contact) => Action == RungAction.Remind
        ? route == NoticeRoute.Mail && contact.AsSpan().SequenceEqual(Notice.Contact)
        : !TakenWays.Contains(route);
}

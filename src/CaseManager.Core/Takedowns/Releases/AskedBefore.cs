using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.Sending;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Releases;

/// <summary>Says of planned mails when their contact was last asked about one of the links, for whatever case: such a notice waits.</summary>
public sealed class AskedBefore(CaseManagerDbContext database, ContactHash contacts, LookupHash lookup, TakedownPolicy policy, TimeProvider time)
{
    public async Task<NoticePlan> MarkAsync(NoticePlan plan, CancellationToken cancel)
    {
        var window = policy.Limits.RepeatWindow;
        if (window == TimeSpan.Zero)
        {
            return plan;
        }

        var links = plan.Links.Select(link => lookup.Of("target", link.Key)).ToList();
        var notices = new List<PlannedNotice>();
        foreach (var planned in plan.Notices)
        {
            var askedAt = planned.Route is NoticeRoute.Mail ? await FindAsync(contacts.Of(planned.Rendered.Recipient.Address), links, plan.Followed?.Notice.CaseId, time.GetUtcNow() - window, cancel) : null;
            notices.Add(planned with { AskedAt = askedAt, WaitsUntil = askedAt + window });
        }

        return plan with { Notices = notices };
    }

    // What follows a notice of its own case asks nothing anew.
    private Task<DateTimeOffset?> FindAsync(byte[] contact, List<byte[]> links, Guid? followedCase, DateTimeOffset since, CancellationToken cancel) => (
        from notice in database.Set<Notice>()
        join item in database.Set<NoticeItem>() on notice.Id equals item.NoticeId
        join request in database.Set<TakedownRequest>() on item.RequestId equals request.Id
        join target in database.Set<Target>() on request.TargetId equals target.Id
        where notice.Contact == contact && links.Contains(target.Lookup) && notice.BegunAt > since && notice.CaseId != (followedCase ?? Guid.Empty)
            && (notice.State == NoticeState.Transmitting || notice.State == NoticeState.OutcomeUnknown || notice.State == NoticeState.Accepted)
        select notice.BegunAt).MaxAsync(cancel);
}

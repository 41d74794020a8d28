using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Decides which of several notices their contacts may get now, so that no two workers let two through where one may go.</summary>
public sealed class ContactLimits(CaseManagerDbContext database, TakedownPolicy policy)
{
    /// <summary>While another notice about the same link may or may not have left, it is looked at again after this time.</summary>
    private static readonly TimeSpan UntilKnown = TimeSpan.FromMinutes(15);

    private static readonly NoticeState[] Left = [NoticeState.Transmitting, NoticeState.OutcomeUnknown, NoticeState.Accepted, NoticeState.Bounced];

    private SendingLimits Limits => policy.Limits;

    /// <summary>Inside the caller's transaction, which goes on to begin what is not held: the contacts stay locked until it ends.</summary>
    /// <param name="notices">In the order in which they may go.</param>
    /// <returns>Those that have to wait.</returns>
    public async Task<IReadOnlyDictionary<Guid, Hold>> FindAsync(IReadOnlyList<Notice> notices, DateTimeOffset now, CancellationToken cancel)
    {
        // The one resend after an unknown outcome asks nobody anew, and a hold that a second person lifted is over.
        var bound = notices.Where(notice => notice is { Contact: not null, PossibleDuplicate: false, HoldLiftedBy: null }).ToList();
        if (bound.Count == 0 || Limits == SendingLimits.None)
        {
            return new Dictionary<Guid, Hold>();
        }

        var contacts = bound.Select(notice => notice.Contact!).DistinctBy(Convert.ToHexString).ToList();
        await LockAsync(contacts, cancel);
        var asked = await AskedAsync(bound, contacts, now, cancel);
        var taken = await TakenAsync(bound, contacts, now, cancel);
        var holds = new Dictionary<Guid, Hold>();
        foreach (var notice in bound)
        {
            var contact = Convert.ToHexString(notice.Contact!);
            var times = taken.TryGetValue(contact, out var known) ? known : taken[contact] = [];
            if (asked.Find(notice, contact, now) is { } repeated)
            {
                holds.Add(notice.Id, repeated);
                continue;
            }

            var slot = Limits.NextSlot(times, now);
            times.Add(slot.At);
            if (slot.Reason is { } reason)
            {
                holds.Add(notice.Id, new Hold(slot.At, reason, null));
            }
            else
            {
                asked.Take(notice, contact, now);
            }
        }

        return holds;
    }

    private async Task LockAsync(IReadOnlyList<byte[]> contacts, CancellationToken cancel)
    {
        long[] keys = [.. contacts.Select(contact => BinaryPrimitives.ReadInt64BigEndian(contact)).Distinct().Order()];
        await database.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(one.key) from (select key from unnest({keys}) as key order by key) as one", cancel);
    }

    private async Task<Dictionary<string, List<DateTimeOffset>>> TakenAsync(
        IReadOnlyList<Notice> bound, IReadOnlyList<byte[]> contacts, DateTimeOffset now, CancellationToken cancel)
    {
        if (Limits is { DailyCap: 0, Gap.Ticks: 0 })
        {
            return [];
        }

        var since = now - SendingLimits.Day;
        var gone = await database.Set<Notice>()
            .Where(notice => contacts.Contains(notice.Contact!) && notice.BegunAt > since && Left.Contains(notice.State))
            .Select(notice => new { notice.Contact, At = notice.BegunAt!.Value })
            .ToListAsync(cancel);

        // Who was promised a later moment keeps it; those in hand get theirs anew, in their order.
        var inHand = bound.Select(notice => notice.Id).ToList();
        var planned = await database.Set<Notice>()
            .Where(notice => contacts.Contains(notice.Contact!) && notice.State == NoticeState.Deferred && notice.LeaseUntil == null
                && (notice.Reason == NoticeReasons.ContactGap || notice.Reason == NoticeReasons.ContactCap)
                && notice.NextTryAt > now && !inHand.Contains(notice.Id))
            .Select(notice => new { notice.Contact, At = notice.NextTryAt!.Value })
            .ToListAsync(cancel);

        // Whose moment has come does not go behind those that come later.
        var first = bound.Where(notice => notice.Reason is NoticeReasons.ContactGap or NoticeReasons.ContactCap).Select(notice => Convert.ToHexString(notice.Contact!)).ToHashSet();
        return gone.Concat(planned.Where(one => !first.Contains(Convert.ToHexString(one.Contact!))))
            .GroupBy(one => Convert.ToHexString(one.Contact!))
            .ToDictionary(group => group.Key, group => group.Select(one => one.At).Order().ToList());
    }

    private async Task<AskedLinks> AskedAsync(IReadOnlyList<Notice> bound, IReadOnlyList<byte[]> contacts, DateTimeOffset now, CancellationToken cancel)
    {
        if (Limits.RepeatWindow == TimeSpan.Zero)
        {
            return new AskedLinks([], [], Limits.RepeatWindow);
        }

        var noticeIds = bound.Select(notice => notice.Id).ToList();
        var own = await (
            from item in database.Set<NoticeItem>()
            join request in database.Set<TakedownRequest>() on item.RequestId equals request.Id
            where noticeIds.Contains(item.NoticeId)
            select new { item.NoticeId, request.TargetId }).ToListAsync(cancel);
        var targetIds = own.Select(one => one.TargetId).Distinct().ToList();
        var since = now - Limits.RepeatWindow;
        var others = await (
            from notice in database.Set<Notice>()
            join item in database.Set<NoticeItem>() on notice.Id equals item.NoticeId
            join request in database.Set<TakedownRequest>() on item.RequestId equals request.Id
            where targetIds.Contains(request.TargetId) && contacts.Contains(notice.Contact!)
                && (notice.State == NoticeState.Transmitting || notice.State == NoticeState.OutcomeUnknown
                    || (notice.State == NoticeState.Accepted && notice.BegunAt > since))
            select new { notice.Id, notice.CaseId, notice.Contact, request.TargetId, notice.BegunAt, notice.State }).ToListAsync(cancel);
        return new AskedLinks(
            own.ToLookup(one => one.NoticeId, one => one.TargetId),
            others.Select(one => new AskedLink(
                one.Id, one.CaseId, Convert.ToHexString(one.Contact!), one.TargetId, one.BegunAt ?? now, one.State == NoticeState.Accepted)),
            Limits.RepeatWindow);
    }

    private sealed record AskedLink(Guid NoticeId, Guid CaseId, string Contact, Guid TargetId, DateTimeOffset At, bool IsCertain);

    private sealed class AskedLinks(ILookup<Guid, Guid> targets, IEnumerable<AskedLink> asked, TimeSpan window)
    {
        private readonly List<AskedLink> _asked = [.. asked];

        public AskedLinks(IEnumerable<Guid> none, IEnumerable<AskedLink> asked, TimeSpan window)
            : this(none.ToLookup(id => id), asked, window)
        {
        }

        // What follows a notice of its own case asks nothing anew; what another case asked counts all the same.
        public Hold? Find(Notice notice, string contact, DateTimeOffset now) => _asked
            .Where(one => one.NoticeId != notice.Id && one.Contact == contact && targets[notice.Id].Contains(one.TargetId)
                && (notice.Follows is null || one.CaseId != notice.CaseId))
            .MaxBy(one => one.At) is { } last
                ? new Hold(last.IsCertain ? last.At + window : now + UntilKnown, NoticeReasons.AskedRecently, last.At)
                : null;

        public void Take(Notice notice, string contact, DateTimeOffset now) =>
            _asked.AddRange(targets[notice.Id].Select(targetId => new AskedLink(notice.Id, notice.CaseId, contact, targetId, now, false)));
    }
}

/// <summary>A notice has to wait for its contact's sake.</summary>
/// <param name="Until">When it is looked at again.</param>
/// <param name="Reason">One of <see cref="NoticeReasons"/>.</param>
/// <param name="AskedAt">When the contact was asked about one of its links.</param>
public sealed record Hold(DateTimeOffset Until, string Reason, DateTimeOffset? AskedAt);

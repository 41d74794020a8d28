using CaseManager.Core.Platforms;
using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Looks once more, at the last moment, whether a notice may leave.</summary>
public sealed class NoticeGuards(CaseManagerDbContext database, DirectoryGuards directoryGuards)
{
    /// <summary>What stands against it, one of <see cref="NoticeReasons"/>; <see langword="null"/> where nothing does.</summary>
    public async Task<string?> FindObstacleAsync(Notice notice, CancellationToken cancel) =>
        (await FindObstaclesAsync([notice], cancel)).GetValueOrDefault(notice.Id);

    /// <summary>What stands against each of several notices, by their ids; one that may leave is missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> FindObstaclesAsync(IReadOnlyCollection<Notice> notices, CancellationToken cancel)
    {
        var caseIds = notices.Select(notice => notice.CaseId).Distinct().ToList();
        var agreed = (await database.Set<Consent>()
            .Where(consent => caseIds.Contains(consent.CaseId) && consent.WithdrawnAt == null)
            .Select(consent => new { consent.CaseId, consent.Purpose })
            .ToListAsync(cancel)).Select(consent => (consent.CaseId, consent.Purpose)).ToHashSet();
        var noticeIds = notices.Select(notice => notice.Id).ToList();
        var items = (await (
            from item in database.Set<NoticeItem>()
            join request in database.Set<TakedownRequest>() on item.RequestId equals request.Id
            join target in database.Set<Target>() on request.TargetId equals target.Id
            where noticeIds.Contains(item.NoticeId)
            select new Item(item.NoticeId, request.State, target.State)).ToListAsync(cancel)).ToLookup(item => item.NoticeId);
        var confirmed = await ConfirmedContactsAsync(notices, cancel);
        var suppressed = await SuppressedAsync(notices, cancel);
        var directory = await directoryGuards.ReadAsync(cancel);
        return notices
            .Select(notice => (notice.Id, Obstacle: Obstacle(notice, directory.PurposesOf(notice).All(purpose => agreed.Contains((notice.CaseId, purpose))), [.. items[notice.Id]], confirmed, suppressed) ?? directory.ObstacleOf(notice)))
            .Where(found => found.Obstacle is not null)
            .ToDictionary(found => found.Id, found => found.Obstacle!);
    }

    /// <summary>Whether she agreed to everything a notice rests on.</summary>
    public async Task<bool> HasConsentAsync(Notice notice, CancellationToken cancel)
    {
        var purposes = (await directoryGuards.ReadAsync(cancel)).PurposesOf(notice).ToList();
        var given = await database.Set<Consent>()
            .Where(consent => consent.CaseId == notice.CaseId && consent.WithdrawnAt == null && purposes.Contains(consent.Purpose))
            .Select(consent => consent.Purpose)
            .Distinct()
            .CountAsync(cancel);
        return given == purposes.Count;
    }

    /// <summary>What of the directory stands against it; <see langword="null"/> where nothing does.</summary>
    public async Task<string?> FindDirectoryObstacleAsync(Notice notice, CancellationToken cancel) => (await directoryGuards.ReadAsync(cancel)).ObstacleOf(notice);

    /// <summary>Addresses that are never to be used, today.</summary>
    public async Task<NeverAddresses> NeverAsync(CancellationToken cancel) => (await directoryGuards.ReadAsync(cancel)).Never;

    /// <summary>Whether its address is known not to exist.</summary>
    public async Task<bool> IsSuppressedAsync(Notice notice, CancellationToken cancel) => (await SuppressedAsync([notice], cancel)).Contains(notice.Id);

    private static string? Obstacle(Notice notice, bool agreed, IReadOnlyList<Item> items, HashSet<Guid> confirmed, HashSet<Guid> suppressed)
    {
        if (!agreed)
        {
            return NoticeReasons.ConsentWithdrawn;
        }

        if (items.All(item => item.Target == TargetState.Gone))
        {
            return NoticeReasons.TargetGone;
        }

        if (items.All(item => item.Request != RequestState.Active))
        {
            return NoticeReasons.RequestNotActive;
        }

        return Recipient.IsContact(notice.Recipient, out var contactId) && !confirmed.Contains(contactId) ? NoticeReasons.ContactNotConfirmed
            : suppressed.Contains(notice.Id) ? NoticeReasons.AddressSuppressed
            : null;
    }

    private async Task<HashSet<Guid>> SuppressedAsync(IReadOnlyCollection<Notice> notices, CancellationToken cancel)
    {
        var contacts = notices.Select(notice => notice.Contact).OfType<byte[]>().ToList();
        var found = await database.Set<SuppressedAddress>()
            .Where(row => contacts.Contains(row.Contact) && row.LiftedAt == null)
            .Select(row => row.Contact)
            .ToListAsync(cancel);
        return [.. notices.Where(notice => found.Exists(contact => contact.AsSpan().SequenceEqual(notice.Contact))).Select(notice => notice.Id)];
    }

    private async Task<HashSet<Guid>> ConfirmedContactsAsync(IEnumerable<Notice> notices, CancellationToken cancel)
    {
        var contactIds = notices.SelectMany(notice => Recipient.IsContact(notice.Recipient, out var contactId) ? [contactId] : Array.Empty<Guid>()).ToList();
        return contactIds.Count == 0
            ? []
            : await database.Set<TypedContact>().Where(contact => contactIds.Contains(contact.Id) && contact.ConfirmedAt != null).Select(contact => contact.Id).ToHashSetAsync(cancel);
    }

    private sealed record Item(Guid NoticeId, RequestState Request, TargetState Target);
}

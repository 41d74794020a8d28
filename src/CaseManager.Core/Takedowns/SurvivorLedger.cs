using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using Microsoft.EntityFrameworkCore;
using Directory = CaseManager.Core.Platforms.Records.Directory;

namespace CaseManager.Core.Takedowns;

/// <summary>Everything that leaves, or was to leave, as the survivor sees it: no note, no colleague's name, no other case.</summary>
public sealed class SurvivorLedger(CaseManagerDbContext database, RecipientNames names)
{
    public async Task<IReadOnlyList<LedgerEntry>> RunAsync(Guid caseId, CancellationToken cancel)
    {
        var notices = await database.Set<Notice>().AsNoTracking().Where(notice => notice.CaseId == caseId).OrderBy(notice => notice.SealedAt).ToListAsync(cancel);
        var clocks = await (
            from item in database.Set<NoticeItem>()
            join request in database.Set<TakedownRequest>() on item.RequestId equals request.Id
            where request.CaseId == caseId
            select new { item.NoticeId, request.DueAt, request.DueReason }).ToListAsync(cancel);
        var entries = new List<LedgerEntry>();
        foreach (var notice in notices)
        {
            var clock = clocks.Where(row => row.NoticeId == notice.Id).OrderBy(row => row.DueAt ?? DateTimeOffset.MaxValue).FirstOrDefault();
            entries.Add(new LedgerEntry(
                notice.Id,
                RouteCodes.Write(notice.Route),
                notice.Recipient,
                await names.OfAsync(notice.Recipient, cancel),
                LedgerLabel.Of(notice),
                notice.SealedAt,
                notice.LeftAt,
                clock?.DueAt,
                clock?.DueReason,
                notice.PreviewHash,
                notice.ReleaseCopyId)
            {
                Follows = notice.Follows,
            });
        }

        return entries;
    }
}

/// <summary>One line of the survivor's ledger.</summary>
/// <param name="Platform">Name of whom it went to.</param>
/// <param name="Label">A code for where it stands.</param>
/// <param name="DueAt">When they must have acted.</param>
/// <param name="DueReason">Why there is no such moment.</param>
public sealed record LedgerEntry(
    Guid NoticeId, string Route, string Recipient, string Platform, string Label, DateTimeOffset ReleasedAt, DateTimeOffset? LeftAt,
    DateTimeOffset? DueAt, string? DueReason, byte[] PreviewHash, Guid ReleaseCopyObjectId)
{
    /// <summary>The earlier notice it reminds of, or goes another way for.</summary>
    public Guid? Follows { get; init; }
}

/// <summary>Names of recipients, for people.</summary>
public sealed class RecipientNames(CaseManagerDbContext database, ReadDirectory readDirectory)
{
    private readonly Dictionary<Guid, string> _hosts = [];
    private Directory? _directory;

    /// <summary>A platform's name; <see langword="null"/> for none.</summary>
    public async Task<string?> OfPlatformAsync(string? platformId, CancellationToken cancel) =>
        platformId is null ? null : await OfAsync(Recipient.OfPlatform(platformId), cancel);

    /// <summary>The platform's name, or the host of a typed contact.</summary>
    public async Task<string> OfAsync(string recipient, CancellationToken cancel)
    {
        if (Recipient.IsPlatform(recipient, out var platformId))
        {
            // Asked of every row of a list: one reading serves them all.
            _directory ??= await readDirectory.RunAsync(cancel);
            return _directory.Platforms.Find(platformId)?.Name ?? PlatformDirectory.Seed.Find(platformId)?.Name ?? platformId;
        }

        if (!Recipient.IsContact(recipient, out var contactId))
        {
            return recipient;
        }

        if (!_hosts.TryGetValue(contactId, out var host))
        {
            host = await database.Set<TypedContact>().Where(contact => contact.Id == contactId).Select(contact => contact.Host).SingleOrDefaultAsync(cancel) ?? "";
            _hosts[contactId] = host;
        }

        return host;
    }
}

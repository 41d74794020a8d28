using System.Globalization;
using System.Text;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Story;

/// <summary>
/// Tells what happened in a case, oldest first, from its chain: the same story for staff and for her, in other words. Several alike within a short
/// time are one line.
/// </summary>
public sealed class TellStory(CaseManagerDbContext database, StaffAliases aliases, RecipientNames names, DataKeys keys)
{
    /// <summary>What happened alike within this time of the first is told as one.</summary>
    internal static readonly TimeSpan Together = TimeSpan.FromMinutes(10);

    /// <param name="caseId">A case that whoever asks may open; nothing is checked or recorded here.</param>
    public async Task<IReadOnlyList<StoryLine>> RunAsync(Guid caseId, StoryListener listener, CancellationToken cancel)
    {
        var types = StoryTable.Types;
        var events = await database.Set<AuditEvent>().AsNoTracking()
            .Where(e => e.ChainId == caseId && types.Contains(e.Type))
            .OrderBy(e => e.Sequence)
            .ToListAsync(cancel);
        var staff = listener == StoryListener.Staff ? await aliases.OfAsync(events, cancel) : null;
        var cast = await CastAsync(caseId, cancel);
        var told = new List<Told>();
        foreach (var e in events)
        {
            var details = EventDetails.Read(e.Data);
            foreach (var (code, detail) in StoryTable.Tell(e.Type, details, listener))
            {
                var (recipient, targets) = cast.About(details);
                Add(told, new Told(e.At, code, ByOf(e, staff), recipient, detail, DueOf(details), [.. targets]));
            }
        }

        return [.. told.Select(line => new StoryLine(
            line.At, line.Code, line.By, line.Recipient, line.Detail, line.DueAt, line.Targets.Count,
            [.. line.Targets.Select(target => cast.Urls.GetValueOrDefault(target)).OfType<string>()]))];
    }

    private static void Add(List<Told> told, Told line)
    {
        // Looks at several links come between each other: alike is whatever was told a moment ago, not only the last.
        for (var i = told.Count - 1; i >= 0 && line.At - told[i].At <= Together; i--)
        {
            if (told[i].IsLike(line))
            {
                told[i].Targets.UnionWith(line.Targets);
                return;
            }
        }

        told.Add(line);
    }

    private static string? ByOf(AuditEvent e, NamedStaff? staff) =>
        e.Actor == Actor.Survivor.Code ? e.Actor : NamedStaff.IdIn(e.Actor) is null ? null : staff?.By(e);

    private static DateTimeOffset? DueOf(EventDetails details) =>
        details.Of("dueAt") is [var due] && DateTimeOffset.TryParse(due, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private async Task<Cast> CastAsync(Guid caseId, CancellationToken cancel)
    {
        var requests = await (
            from request in database.Set<TakedownRequest>()
            join target in database.Set<Target>() on request.TargetId equals target.Id
            where request.CaseId == caseId
            select new { request.Id, request.Recipient, request.TargetId, target.UrlSealed }).AsNoTracking().ToListAsync(cancel);
        var notices = await database.Set<Notice>().Where(notice => notice.CaseId == caseId).Select(notice => new { notice.Id, notice.Recipient }).ToListAsync(cancel);
        var items = await (
            from item in database.Set<NoticeItem>()
            join request in database.Set<TakedownRequest>() on item.RequestId equals request.Id
            where request.CaseId == caseId
            select new { item.NoticeId, request.TargetId }).ToListAsync(cancel);
        var cast = new Cast();
        foreach (var request in requests)
        {
            cast.Requests[request.Id] = (await names.OfAsync(request.Recipient, cancel), [request.TargetId]);
        }

        foreach (var notice in notices)
        {
            cast.Notices[notice.Id] = (
                await names.OfAsync(notice.Recipient, cancel), [.. items.Where(item => item.NoticeId == notice.Id).Select(item => item.TargetId).Distinct()]);
        }

        var targetKeys = await keys.FindAsync([.. requests.Select(request => request.TargetId).Distinct()], cancel);
        foreach (var request in requests)
        {
            // One damaged address does not take the rest of the story away.
            if (targetKeys.GetValueOrDefault(request.TargetId) is { } key
                && FieldCipher.TryOpen(key, request.UrlSealed, SealedPlaces.TargetUrl(request.TargetId)) is { } url)
            {
                cast.Urls[request.TargetId] = Encoding.UTF8.GetString(url);
            }
        }

        return cast;
    }

    private sealed record Told(
        DateTimeOffset At, string Code, string? By, string? Recipient, string? Detail, DateTimeOffset? DueAt, HashSet<Guid> Targets)
    {
        public bool IsLike(Told other) =>
            (Code, By, Recipient, Detail, DueAt) == (other.Code, other.By, other.Recipient, other.Detail, other.DueAt);
    }

    /// <summary>Whom and what a case's events can be about.</summary>
    private sealed class Cast
    {
        public Dictionary<Guid, (string Recipient, IReadOnlyList<Guid> Targets)> Notices { get; } = [];

        public Dictionary<Guid, (string Recipient, IReadOnlyList<Guid> Targets)> Requests { get; } = [];

        public Dictionary<Guid, string> Urls { get; } = [];

        public (string? Recipient, IReadOnlyList<Guid> Targets) About(EventDetails details)
        {
            // The link that was looked at comes before whoever was asked about it: nobody did the looking for them.
            if (Id(details, "targetId") is { } target)
            {
                return (null, [target]);
            }

            if (Id(details, "requestId") is { } request && Requests.TryGetValue(request, out var asked))
            {
                return (asked.Recipient, asked.Targets);
            }

            return Id(details, "noticeId") is { } notice && Notices.TryGetValue(notice, out var sent) ? (sent.Recipient, sent.Targets) : (null, []);
        }

        private static Guid? Id(EventDetails details, string name) => details.Of(name) is [var text] && HexId.TryRead(text, out var id) ? id : null;
    }
}

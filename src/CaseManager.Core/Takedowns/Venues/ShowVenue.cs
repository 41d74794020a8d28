using System.Text;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>
/// A venue with its timeline, as one person may know it: the cases that she may open by name, of the others no more than that there are five
/// or more. Its address is readable, so it is an opening.
/// </summary>
public sealed class ShowVenue(CaseManagerDbContext database, OpenVenues open, DataKeys keys, RecipientNames names, RecordVenueOpening record)
{
    /// <summary>Looks at the venue as a whole that the timeline goes back.</summary>
    private const int MostLooks = 30;

    /// <exception cref="RefusedException"><c>unknown-venue</c>.</exception>
    public async Task<ShownVenue> RunAsync(Guid venueId, Guid staffId, CancellationToken cancel)
    {
        var seen = await database.FindVenueAsync(venueId, staffId, cancel);
        await record.RunAsync(venueId, staffId, cancel);
        var hidden = database.HiddenFrom(staffId);
        var members = await CasesAsync(venueId).ToListAsync(cancel);
        var hiddenIds = await CasesAsync(venueId).Where(caseId => hidden.Contains(caseId)).ToListAsync(cancel);
        var whole = await WholeAsync(venueId, staffId, cancel);
        return new ShownVenue(
            venueId,
            seen.Venue.Kind,
            (await open.RunAsync([seen.Venue], cancel))[venueId],
            await names.OfPlatformAsync(seen.Venue.Platform, cancel),
            whole.FirstOrDefault()?.State,
            [.. members.Except(hiddenIds).Order()],
            OthersAtLeast.Of(hiddenIds.Count),
            await FilesAsync(venueId, hidden, cancel),
            await SuccessorsAsync(venueId, staffId, cancel),
            await NoticesAsync(venueId, hidden, cancel),
            await LooksAsync([.. whole.Select(target => target.Id)], cancel),
            await FirstSeenAsync(seen.Venue, staffId, cancel));
    }

    /// <summary>Living cases about a person that have a link there.</summary>
    private IQueryable<Guid> CasesAsync(Guid venueId) =>
        (from member in database.Set<VenueMember>()
         join request in database.Set<TakedownRequest>() on member.TargetId equals request.TargetId
         where member.VenueId == venueId
             && database.Set<Report>().Any(report => report.CaseId == request.CaseId)
             && !database.Set<Case>().Any(caseFile => caseFile.CaseId == request.CaseId && caseFile.VenueId != null)
         select request.CaseId).Distinct();

    private Task<List<Target>> WholeAsync(Guid venueId, Guid staffId, CancellationToken cancel)
    {
        var asked = database.RequestsSeenBy(staffId);
        return (
            from member in database.Set<VenueMember>()
            join target in database.Set<Target>().AsNoTracking() on member.TargetId equals target.Id
            where member.VenueId == venueId && member.IsWhole && asked.Any(request => request.TargetId == target.Id)
            orderby target.ObservedAt == null, target.ObservedAt descending
            select target).ToListAsync(cancel);
    }

    private async Task<IReadOnlyList<ShownFile>> FilesAsync(Guid venueId, IQueryable<Guid> hidden, CancellationToken cancel) =>
        await database.Set<Case>()
            .Where(file => file.VenueId == venueId && !hidden.Contains(file.CaseId))
            .OrderBy(file => file.OpenedAt)
            .Select(file => new ShownFile(file.CaseId, file.OpenedAt, file.ClosedAt != null))
            .ToListAsync(cancel);

    private async Task<IReadOnlyList<ShownSuccessor>> SuccessorsAsync(Guid venueId, Guid staffId, CancellationToken cancel)
    {
        var pairs = await database.Set<VenueSuccessor>().AsNoTracking()
            .Where(pair => pair.FromId == venueId || pair.ToId == venueId)
            .OrderBy(pair => pair.SuggestedAt).ThenBy(pair => pair.Id)
            .ToListAsync(cancel);
        var otherIds = pairs.Select(pair => pair.Other(venueId)).ToList();
        var others = await database.VenuesSeenBy(staffId).Where(one => otherIds.Contains(one.Venue.Id)).Select(one => one.Venue).ToListAsync(cancel);
        var urls = await open.RunAsync(others, cancel);
        var people = pairs.SelectMany(pair => new[] { pair.SuggestedBy, pair.DecidedBy }).OfType<Guid>().ToList();
        var aliases = await database.Users.Where(member => people.Contains(member.Id)).ToDictionaryAsync(member => member.Id, member => member.Alias, cancel);
        var opened = await keys.FindAsync([.. pairs.Select(pair => pair.FromId).Distinct()], cancel);
        var shown = new List<ShownSuccessor>();
        foreach (var pair in pairs.Where(pair => urls.ContainsKey(pair.Other(venueId))))
        {
            var otherId = pair.Other(venueId);
            shown.Add(new ShownSuccessor(
                pair.Id, otherId, urls[otherId], pair.State, pair.Hint, pair.ToId == otherId, pair.SuggestedAt, AliasOf(pair.SuggestedBy), pair.DecidedAt, AliasOf(pair.DecidedBy),
                ReasonOf(pair, opened.GetValueOrDefault(pair.FromId))));
        }

        return shown;

        string? AliasOf(Guid? staff) => staff is { } id ? aliases.GetValueOrDefault(id, "") : null;
    }

    private static string? ReasonOf(VenueSuccessor pair, byte[]? key) =>
        pair.ReasonSealed is { } field && key is not null && FieldCipher.TryOpen(key, field, SealedPlaces.SuccessorReason(pair.Id)) is { } reason
            ? Encoding.UTF8.GetString(reason)
            : null;

    private async Task<IReadOnlyList<ShownShared>> NoticesAsync(Guid venueId, IQueryable<Guid> hidden, CancellationToken cancel)
    {
        var rows = await (
            from shared in database.Set<SharedNotice>()
            join notice in database.Set<Notice>().AsNoTracking() on shared.NoticeId equals notice.Id
            join item in database.Set<NoticeItem>() on notice.Id equals item.NoticeId
            join request in database.Set<TakedownRequest>().AsNoTracking() on item.RequestId equals request.Id
            where shared.VenueId == venueId
            orderby notice.SealedAt, notice.Id
            select new { Notice = notice, Request = request, IsHidden = hidden.Contains(shared.CaseId) }).ToListAsync(cancel);
        var shown = new List<ShownShared>();
        foreach (var row in rows)
        {
            shown.Add(new ShownShared(
                await names.OfAsync(row.Notice.Recipient, cancel), row.Notice.Route, LedgerLabel.Of(row.Notice), row.Notice.SealedAt, row.Notice.LeftAt,
                row.IsHidden ? null : row.Request.Answer, row.IsHidden ? null : row.Request.AnsweredAt));
        }

        return shown;
    }

    private async Task<IReadOnlyList<ShownLook>> LooksAsync(List<Guid> targetIds, CancellationToken cancel) =>
        await database.Set<Observation>()
            .Where(seen => targetIds.Contains(seen.TargetId))
            .OrderByDescending(seen => seen.At)
            .Take(MostLooks)
            .Select(seen => new ShownLook(seen.At, seen.Verdict))
            .ToListAsync(cancel);

    /// <summary>When she could first know of it: never when it was made, which may tell of a case that she may not know of.</summary>
    private async Task<DateTimeOffset?> FirstSeenAsync(Venue venue, Guid staffId, CancellationToken cancel)
    {
        var asked = await (
            from member in database.Set<VenueMember>()
            join request in database.RequestsSeenBy(staffId) on member.TargetId equals request.TargetId
            where member.VenueId == venue.Id
            select (DateTimeOffset?)request.CreatedAt).MinAsync(cancel);
        return new[] { asked, venue.NamedAt }.Min();
    }
}

/// <summary>A venue as one person may know it.</summary>
/// <param name="Url"><see langword="null"/> where its key is damaged.</param>
/// <param name="Platform">Name of the platform; <see langword="null"/> for a site.</param>
/// <param name="State">What is known of it as a whole.</param>
/// <param name="Cases">Cases with a link there that she may open.</param>
/// <param name="OthersAtLeast">How many more there are at least; <see langword="null"/> for fewer than five.</param>
/// <param name="Files">The venue's own files that she may open, oldest first.</param>
/// <param name="Looks">What the program saw of it as a whole, newest first.</param>
/// <param name="FirstSeenAt">When it was first named, as far as she may know, UTC.</param>
public sealed record ShownVenue(
    Guid Id, VenueKind Kind, string? Url, string? Platform, TargetState? State, IReadOnlyList<Guid> Cases, int? OthersAtLeast, IReadOnlyList<ShownFile> Files,
    IReadOnlyList<ShownSuccessor> Successors, IReadOnlyList<ShownShared> Shared, IReadOnlyList<ShownLook> Looks, DateTimeOffset? FirstSeenAt);

/// <summary>A venue's own file.</summary>
public sealed record ShownFile(Guid CaseId, DateTimeOffset OpenedAt, bool IsClosed);

/// <summary>A possible successor, seen from one of the two.</summary>
/// <param name="SuggestedBy">Alias of who suggested it; <see langword="null"/> for the program.</param>
/// <param name="DecidedBy">Alias of who decided.</param>
/// <param name="OtherIsLater">Whether the other one is the later of the two.</param>
public sealed record ShownSuccessor(
    Guid Id, Guid OtherId, string? OtherUrl, SuccessorState State, string Hint, bool OtherIsLater, DateTimeOffset SuggestedAt, string? SuggestedBy,
    DateTimeOffset? DecidedAt, string? DecidedBy, string? Reason);

/// <summary>A notice about the venue as a whole.</summary>
/// <param name="Label">A code for where it stands.</param>
/// <param name="Answer">Class of what was answered last; <see langword="null"/> also where she may not open the file it came to.</param>
public sealed record ShownShared(
    string RecipientName, NoticeRoute Route, string Label, DateTimeOffset SealedAt, DateTimeOffset? LeftAt, string? Answer, DateTimeOffset? AnsweredAt);

/// <summary>One look of the program.</summary>
public sealed record ShownLook(DateTimeOffset At, Verdict Verdict);

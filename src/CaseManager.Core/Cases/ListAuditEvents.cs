using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>Reads the events of all chains, newest first, page by page. A case is named by its reference alone.</summary>
public sealed class ListAuditEvents(CaseManagerDbContext database, StaffAliases aliases)
{
    /// <summary>Events a page.</summary>
    public const int PageSize = 100;

    /// <param name="before">Where the page before ended; <see langword="null"/> for the newest.</param>
    /// <returns>Nothing for a reference that is none.</returns>
    public async Task<AuditPage> RunAsync(AuditFilter filter, AuditCursor? before, CancellationToken cancel)
    {
        if (filter.Reference is not null && !CaseReference.TryRead(filter.Reference, out _, out _))
        {
            return new AuditPage([], null);
        }

        var place = before is null ? null : await PlaceAsync(before, cancel);
        var events = await Query(filter, place).ToListAsync(cancel);
        var shown = events.Take(PageSize).ToList();
        var names = await aliases.OfAsync(shown, cancel);
        return new AuditPage(
            [.. shown.Select(e => new ListedEvent(
                e.At,
                e.Type,
                names.By(e),
                names.About(e),
                e.ChainId == AuditLog.Organisation ? null : CaseReference.Write(e.ChainId),
                e.Sequence,
                EventDetails.Read(e.Data)))],
            events.Count > PageSize ? AuditCursor.Of(shown[^1].At, shown[^1].Hash) : null);
    }

    /// <summary>One more than a page, so that the last page is known for it.</summary>
    internal IQueryable<AuditEvent> Query(AuditFilter filter, EventPlace? before)
    {
        var events = Matching(filter, before);
        if (filter.Person is not { } person)
        {
            return NewestFirst(events);
        }

        // Two indexes, each read only as far as a page goes; an "or" would read and sort everything of hers.
        var (actor, about) = (Actor.Staff(person).Code, HexId.Write(person));
        return NewestFirst(NewestFirst(events.Where(e => e.Actor == actor)).Union(NewestFirst(events.Where(e => e.About == about))));
    }

    private IQueryable<AuditEvent> Matching(AuditFilter filter, EventPlace? before)
    {
        var events = database.Set<AuditEvent>().AsNoTracking();
        if (CaseReference.TryRead(filter.Reference, out var first, out var last))
        {
            events = events.Where(e => e.ChainId >= first && e.ChainId <= last);
        }

        if (filter.Type is { } type)
        {
            events = events.Where(e => e.Type == type);
        }

        if (filter.Since is { } since)
        {
            events = events.Where(e => e.At >= since);
        }

        if (filter.Until is { } until)
        {
            events = events.Where(e => e.At < until);
        }

        return before is { } place
            ? events.Where(e => EF.Functions.LessThan(
                ValueTuple.Create(e.At, e.ChainId, e.Sequence), ValueTuple.Create(place.At, place.ChainId, place.Sequence)))
            : events;
    }

    private static IQueryable<AuditEvent> NewestFirst(IQueryable<AuditEvent> events) =>
        events.OrderByDescending(e => e.At).ThenByDescending(e => e.ChainId).ThenByDescending(e => e.Sequence).Take(PageSize + 1);

    /// <summary>The event a page ended with. Its chain is looked up among those of its millisecond.</summary>
    private async Task<EventPlace> PlaceAsync(AuditCursor cursor, CancellationToken cancel)
    {
        var until = cursor.At.AddMilliseconds(1);
        var sameMoment = database.Set<AuditEvent>().Where(e => e.At >= cursor.At && e.At < until).AsNoTracking().AsAsyncEnumerable();
        await foreach (var e in sameMoment.WithCancellation(cancel))
        {
            if (e.Hash.AsSpan().StartsWith(cursor.Start))
            {
                return new EventPlace(e.At, e.ChainId, e.Sequence);
            }
        }

        // An address somebody changed: from that moment on.
        return new EventPlace(cursor.At, Guid.Empty, 0);
    }
}

/// <summary>Where an event stands among all.</summary>
internal sealed record EventPlace(DateTimeOffset At, Guid ChainId, int Sequence);

/// <param name="Next">Where the next page begins; <see langword="null"/> on the last.</param>
public sealed record AuditPage(IReadOnlyList<ListedEvent> Events, AuditCursor? Next);

/// <summary>An event as an auditor reads it.</summary>
/// <param name="By">A colleague's alias, or the code of who is none, such as <c>survivor</c>.</param>
/// <param name="About">Alias of the account it is about.</param>
/// <param name="Case">Reference of the case; <see langword="null"/> in the organisation's chain.</param>
/// <param name="Sequence">Place in its chain.</param>
public sealed record ListedEvent(
    DateTimeOffset At, string Type, string By, string? About, string? Case, int Sequence, EventDetails Details);

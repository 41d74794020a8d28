using CaseManager.Core.Access;
using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>The lists in which staff find cases.</summary>
public enum QueueName
{
    /// <summary>Nobody works on it: not taken up yet, or whoever did has left. Whoever waits longest comes first.</summary>
    Unassigned,

    /// <summary>Own open cases.</summary>
    Mine,

    /// <summary>Something is due; the nearest first.</summary>
    DueSoon,

    /// <summary>Came in a flood and was not looked at.</summary>
    Held,

    /// <summary>Everything, the newest first.</summary>
    All,
}

/// <summary>Reads one page of a queue by index, without counting anything.</summary>
public sealed class ListQueue(CaseManagerDbContext database)
{
    /// <summary>Rows a page, at most.</summary>
    public const int LargestPage = 500;

    /// <param name="after">The last row of the page before.</param>
    public async Task<QueuePage> RunAsync(QueueName queue, Guid staffId, QueueCursor? after, int size, CancellationToken cancel)
    {
        size = Math.Clamp(size, 1, LargestPage);
        var rows = await Query(queue, staffId, after).Take(size + 1).ToListAsync(cancel);
        var next = rows.Count > size ? new QueueCursor(rows[size - 1].SortedAt, rows[size - 1].CaseId) : null;
        return new QueuePage([.. rows.Take(size)], next);
    }

    /// <summary>Cases she may know of, with a reference that somebody typed; more than one only by a rare chance.</summary>
    public async Task<IReadOnlyList<QueueRow>> FindAsync(string reference, Guid staffId, CancellationToken cancel) =>
        CaseReference.TryRead(reference, out var first, out var last)
            ? await FromReports(Received(staffId).Where(report => report.CaseId >= first && report.CaseId <= last).OrderBy(report => report.CaseId)).Take(10).ToListAsync(cancel)
            : [];

    /// <summary>The row of one case; <see langword="null"/> when there is none for her.</summary>
    public Task<QueueRow?> FindAsync(Guid caseId, Guid staffId, CancellationToken cancel) =>
        FromReports(Received(staffId).Where(report => report.CaseId == caseId)).SingleOrDefaultAsync(cancel);

    internal IQueryable<QueueRow> Query(QueueName queue, Guid staffId, QueueCursor? after) => queue switch
    {
        QueueName.Unassigned => FromReports(OldestFirst(Received(staffId).Where(report => (report.TakenUpAt == null || report.HandedBack) && !report.Held), after)),
        QueueName.Held => FromReports(OldestFirst(Received(staffId).Where(report => report.TakenUpAt == null && report.Held), after)),
        QueueName.All => FromReports(NewestFirst(Received(staffId), after)),
        QueueName.Mine => FromCases(Mine(staffId, after), mine: true),
        QueueName.DueSoon => FromCases(DueSoon(staffId, after), mine: false),
    };

    private IQueryable<Report> Received(Guid staffId)
    {
        var hidden = database.HiddenFrom(staffId);
        return database.Set<Report>().AsNoTracking().Where(report => report.ReceivedAt != null && !hidden.Contains(report.CaseId));
    }

    private static IQueryable<Report> OldestFirst(IQueryable<Report> reports, QueueCursor? after)
    {
        if (after is { } last)
        {
            reports = reports.Where(report => report.ReceivedAt > last.At || (report.ReceivedAt == last.At && report.CaseId > last.CaseId));
        }

        return reports.OrderBy(report => report.ReceivedAt).ThenBy(report => report.CaseId);
    }

    private static IQueryable<Report> NewestFirst(IQueryable<Report> reports, QueueCursor? after)
    {
        if (after is { } last)
        {
            reports = reports.Where(report => report.ReceivedAt < last.At || (report.ReceivedAt == last.At && report.CaseId < last.CaseId));
        }

        return reports.OrderByDescending(report => report.ReceivedAt).ThenByDescending(report => report.CaseId);
    }

    private IQueryable<Case> Mine(Guid staffId, QueueCursor? after)
    {
        var cases = database.Set<Case>().AsNoTracking().Where(row => row.ClosedAt == null && row.AssigneeId == staffId && row.MergedInto == null);
        if (after is { } last)
        {
            cases = cases.Where(row => row.OpenedAt > last.At || (row.OpenedAt == last.At && row.CaseId > last.CaseId));
        }

        return cases.OrderBy(row => row.OpenedAt).ThenBy(row => row.CaseId);
    }

    private IQueryable<Case> DueSoon(Guid staffId, QueueCursor? after)
    {
        var hidden = database.HiddenFrom(staffId);
        var cases = database.Set<Case>().AsNoTracking().Where(row => row.ClosedAt == null && row.NextDueAt != null && row.MergedInto == null && !hidden.Contains(row.CaseId));
        if (after is { } last)
        {
            cases = cases.Where(row => row.NextDueAt > last.At || (row.NextDueAt == last.At && row.CaseId > last.CaseId));
        }

        return cases.OrderBy(row => row.NextDueAt).ThenBy(row => row.CaseId);
    }

    private IQueryable<QueueRow> FromReports(IQueryable<Report> reports) =>
        from report in reports
        from caseFile in database.Set<Case>().Where(row => row.CaseId == report.CaseId).DefaultIfEmpty()
        from member in database.Set<StaffMember>().Where(row => row.Id == caseFile.AssigneeId).DefaultIfEmpty()
        select new QueueRow(
            report.CaseId, report.ReceivedAt!.Value, report.Mode, report.Language, report.Size, report.Held,
            caseFile.AssigneeId, member.Alias, caseFile.NextDueAt, caseFile.ClosedAt, caseFile.MergedInto, report.ReceivedAt!.Value);

    private IQueryable<QueueRow> FromCases(IQueryable<Case> cases, bool mine) =>
        from caseFile in cases
        join report in database.Set<Report>() on caseFile.CaseId equals report.CaseId
        from member in database.Set<StaffMember>().Where(row => row.Id == caseFile.AssigneeId).DefaultIfEmpty()
        select new QueueRow(
            report.CaseId, report.ReceivedAt!.Value, report.Mode, report.Language, report.Size, report.Held,
            caseFile.AssigneeId, member.Alias, caseFile.NextDueAt, caseFile.ClosedAt, caseFile.MergedInto, mine ? caseFile.OpenedAt : caseFile.NextDueAt!.Value);
}

/// <summary>One page of a queue.</summary>
/// <param name="Next">Where the next page begins; <see langword="null"/> on the last.</param>
public sealed record QueuePage(IReadOnlyList<QueueRow> Rows, QueueCursor? Next);

/// <summary>Where a page ended.</summary>
public sealed record QueueCursor(DateTimeOffset At, Guid CaseId);

/// <summary>What the server knows of a case: nothing that a report says.</summary>
/// <param name="Size">Bytes of what was sealed.</param>
/// <param name="Alias">Name of whoever works on it.</param>
/// <param name="MergedInto">The case it is worked on in.</param>
/// <param name="SortedAt">What the queue is sorted by.</param>
public sealed record QueueRow(
    Guid CaseId, DateTimeOffset ReceivedAt, IntakeMode Mode, string Language, int Size, bool Held, Guid? AssigneeId, string? Alias,
    DateTimeOffset? NextDueAt, DateTimeOffset? ClosedAt, Guid? MergedInto, DateTimeOffset SortedAt);

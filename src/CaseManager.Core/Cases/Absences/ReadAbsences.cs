using CaseManager.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Absences;

/// <summary>Who is away now, and who looks after whose work.</summary>
public sealed class ReadAbsences(CaseManagerDbContext database, TimeProvider time)
{
    public async Task<Absences> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var rows = await (
            from absence in database.Set<Absence>().AsNoTracking().Where(absence => absence.EndsAt > now)
            join member in database.Set<StaffMember>() on absence.StaffId equals member.Id
            from cover in database.Set<StaffMember>().Where(row => row.Id == absence.CoverId).DefaultIfEmpty()
            orderby absence.EndsAt, member.Alias
            select new Away(absence.StaffId, member.Alias, absence.BackOn, absence.EndsAt, absence.CoverId, cover.Alias)).ToListAsync(cancel);
        if (rows.Count == 0)
        {
            return Absences.None;
        }

        // A cover who left, or whose roles open nothing any more, covers nobody: the page says so.
        var openers = await database.OpenersAsync(cancel);
        return new Absences([.. rows.Select(row => openers.Contains(row.CoverId!.Value) ? row : row with { CoverId = null, CoverAlias = null })]);
    }
}

/// <summary>Everybody who is away now, the first to be back first.</summary>
public sealed record Absences(IReadOnlyList<Away> All)
{
    public static Absences None { get; } = new([]);

    /// <summary>How somebody is away; <see langword="null"/> while she is there.</summary>
    public Away? Of(Guid? staffId) => All.FirstOrDefault(away => away.StaffId == staffId);

    /// <summary>Whose work comes to somebody: those she covers, and whom they covered before they left themselves.</summary>
    public IReadOnlyList<Guid> CoveredBy(Guid staffId)
    {
        var covered = new List<Guid>();
        var next = new Queue<Guid>([staffId]);
        while (next.TryDequeue(out var cover))
        {
            foreach (var away in All.Where(away => away.CoverId == cover && away.StaffId != staffId && !covered.Contains(away.StaffId)))
            {
                covered.Add(away.StaffId);
                next.Enqueue(away.StaffId);
            }
        }

        return covered;
    }
}

/// <summary>Somebody who is away.</summary>
/// <param name="BackOn">The day she is back.</param>
/// <param name="CoverId">Who looks after her work; <see langword="null"/> where that person has left.</param>
public sealed record Away(Guid StaffId, string Alias, DateOnly BackOn, DateTimeOffset EndsAt, Guid? CoverId, string? CoverAlias);

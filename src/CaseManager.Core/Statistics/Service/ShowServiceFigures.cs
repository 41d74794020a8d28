using CaseManager.Core.Cases;
using CaseManager.Core.Takedowns;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Service;

/// <summary>How much work there was, counted exactly, for people who may open the cases anyway. Not for publication, and nothing under 20.</summary>
public sealed class ShowServiceFigures(CaseManagerDbContext database, StatisticsPolicy policy, TimeProvider time)
{
    /// <summary>The smallest count that is shown.</summary>
    public const int Least = 20;

    private const int Quarters = 8;

    /// <param name="staffId">Who looks: cases that are hidden from her do not count.</param>
    public async Task<ServiceFigures> RunAsync(Guid staffId, CancellationToken cancel)
    {
        var hidden = database.HiddenFrom(staffId);
        var cases = database.Set<Case>().Where(row => row.VenueId == null && row.MergedInto == null && !hidden.Contains(row.CaseId));
        var requests = database.Set<TakedownRequest>().Where(row => !hidden.Contains(row.CaseId));
        var notices = database.Set<Notice>().Where(row => !hidden.Contains(row.CaseId)
            && (row.State == NoticeState.Accepted || row.State == NoticeState.SubmittedByOperator));
        var quarters = new List<QuarterFigures>();
        foreach (var first in FirstDays())
        {
            var (from, until) = (policy.Zone.StartOf(first), policy.Zone.StartOf(first.AddMonths(3)));
            quarters.Add(new QuarterFigures(
                first,
                Shown(await cases.CountAsync(row => row.OpenedAt >= from && row.OpenedAt < until, cancel)),
                Shown(await cases.CountAsync(row => row.FirstClosedAt >= from && row.FirstClosedAt < until, cancel)),
                Shown(await requests.CountAsync(row => row.CreatedAt >= from && row.CreatedAt < until, cancel))));
        }

        var outcomes = await requests
            .Where(row => row.State == RequestState.Closed && row.Outcome != null)
            .GroupBy(row => row.Outcome!)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(cancel);
        return new ServiceFigures(
            quarters,
            Shown(await cases.CountAsync(row => row.ClosedAt == null, cancel)),
            Shown(await cases.CountAsync(row => row.ClosedAt != null, cancel)),
            Shown(await notices.CountAsync(cancel)),
            [.. outcomes.OrderBy(outcome => outcome.Key, StringComparer.Ordinal).Select(outcome => new OutcomeFigure(outcome.Key, Shown(outcome.Count)))],
            time.GetUtcNow());
    }

    private IEnumerable<DateOnly> FirstDays()
    {
        var today = policy.Zone.Today(time.GetUtcNow());
        var first = new DateOnly(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1);
        return Enumerable.Range(0, Quarters).Select(back => first.AddMonths(-3 * back));
    }

    // None is not told apart from few.
    private static int? Shown(int count) => count < Least ? null : count;
}

/// <summary>Exact counts for a screen; <see langword="null"/> where one is under <see cref="ShowServiceFigures.Least"/>.</summary>
/// <param name="Quarters">This quarter first.</param>
/// <param name="Notices">Accepted by a mail server, or submitted by a person; over all time.</param>
/// <param name="Outcomes">Closed requests by how they ended, over all time.</param>
/// <param name="At">When they were counted, UTC.</param>
public sealed record ServiceFigures(
    IReadOnlyList<QuarterFigures> Quarters, int? Open, int? Closed, int? Notices, IReadOnlyList<OutcomeFigure> Outcomes, DateTimeOffset At);

/// <summary>One quarter in the organisation's zone.</summary>
/// <param name="FirstDay">Its first day.</param>
public sealed record QuarterFigures(DateOnly FirstDay, int? TakenIn, int? FirstClosed, int? Requests);

/// <summary>How often requests ended in one way.</summary>
/// <param name="Outcome">A code.</param>
public sealed record OutcomeFigure(string Outcome, int? Count);

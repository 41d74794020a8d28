using CaseManager.Core.Cases;
using CaseManager.Core.Statistics.Declarations;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Releases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Requests;

/// <summary>What was built, what can be built next and what is left of each year's budget; by rules and the ledger alone, never by what was counted.</summary>
public sealed class ShowBuilding(CaseManagerDbContext database, StatisticsDatabase databases, StatisticsPolicy policy, TimeProvider time)
{
    private const int YearsBack = 3;
    private const int YearsAhead = 2;
    private const int EndedShown = 20;

    /// <exception cref="RefusedException">This machine may not read releases.</exception>
    public async Task<ShownBuilding> RunAsync(CancellationToken cancel)
    {
        var state = await ReadAsync(cancel);
        var now = time.GetUtcNow();
        var thisYear = policy.Zone.Today(now).Year;
        var years = state.Ledger.SelectMany(entry => Enumerable.Range(entry.From.Year, entry.Until.Plus(-1).Year - entry.From.Year + 1))
            .Concat(Enumerable.Range(thisYear - YearsBack, YearsBack + 1))
            .Distinct()
            .OrderDescending();
        var requests = await database.Set<BuildRequest>().AsNoTracking()
            .Where(row => row.EndedAt == null)
            .OrderBy(row => row.RequestedAt)
            .ToListAsync(cancel);
        requests.AddRange(await database.Set<BuildRequest>().AsNoTracking()
            .Where(row => row.EndedAt != null)
            .OrderByDescending(row => row.EndedAt)
            .Take(EndedShown)
            .ToListAsync(cancel));
        return new ShownBuilding(
            [.. years.Select(year => new YearStanding(state.RulesOf(year), Spent(year, state.Ledger), [.. Periods(state, year, now)]))],
            [.. Enumerable.Range(thisYear + 1, YearsAhead).Select(year => new ComingYear(year, state.Declared.GetValueOrDefault(year)))],
            requests);
    }

    /// <summary>Refuses what could not be built now.</summary>
    /// <exception cref="RefusedException">As building would; nothing was drawn.</exception>
    internal async Task CheckAsync(Period period, bool isCorrection, CancellationToken cancel)
    {
        var state = await ReadAsync(cancel);
        var plan = isCorrection ? Corrected(state, period) : ReleasePlan.Of(period, state.RulesOf, state.Ledger);
        if (time.GetUtcNow() < plan.Period.OpensAt(policy.Zone))
        {
            throw new RefusedException("still-open");
        }
    }

    private IEnumerable<PeriodStanding> Periods(Standing state, int year, DateTimeOffset now)
    {
        var rules = state.RulesOf(year);
        IEnumerable<Period> candidates =
        [
            .. rules.IsSmall ? [] : Period.Within(year, rules.Intake),
            Period.OfYear(year),
            .. rules.IsSmall && state.RulesOf(year - 1).IsSmall && state.RulesOf(year - 2).IsSmall ? [Period.OfThreeYears(year)] : Array.Empty<Period>(),
        ];
        foreach (var period in candidates)
        {
            var releases = state.Releases.Where(release => release.Period == period.Text).OrderBy(release => release.Revision).ToList();
            var (plan, refusal) = Plan(() => ReleasePlan.Of(period, state.RulesOf, state.Ledger));
            var (correction, _) = releases is [{ Revision: 0 }] ? Plan(() => Corrected(state, period)) : (null, null);
            var opens = plan is null ? (DateTimeOffset?)null : period.OpensAt(policy.Zone);
            yield return new PeriodStanding(period, releases, plan is not null && opens <= now, opens, refusal, correction is not null);
        }
    }

    private async Task<Standing> ReadAsync(CancellationToken cancel)
    {
        await using var reader = databases.OpenReader();
        return new Standing(
            await reader.Set<LedgerEntry>().AsNoTracking().OrderBy(entry => entry.Entry).ToListAsync(cancel),
            await reader.Set<Release>().AsNoTracking().Where(release => reader.Set<ReleaseConfirmation>().Any(row => row.ReleaseId == release.Id)).ToListAsync(cancel),
            await reader.Set<YearDeclaration>().AsNoTracking().ToDictionaryAsync(row => row.Year, cancel),
            policy.Zone);
    }

    private static (ReleasePlan? Plan, string? Refusal) Plan(Func<ReleasePlan> plan)
    {
        try
        {
            return (plan(), null);
        }
        catch (RefusedException refusal)
        {
            return (null, refusal.Code);
        }
    }

    private static ReleasePlan Corrected(Standing state, Period period) => ReleasePlan.Correction(
        state.Releases.SingleOrDefault(release => release.Period == period.Text && release.Revision == 0) ?? throw new RefusedException("not-built", RefusalKind.NotFound),
        state.Ledger);

    /// <summary>ε of one case of that year, in eighths.</summary>
    private static long Spent(int year, IReadOnlyList<LedgerEntry> ledger) =>
        Budget.InEighths([.. ledger.Where(entry => entry.From.Year <= year && year <= entry.Until.Plus(-1).Year).Select(Budget.Draw.Of)]);

    private sealed record Standing(
        IReadOnlyList<LedgerEntry> Ledger, IReadOnlyList<Release> Releases, IReadOnlyDictionary<int, YearDeclaration> Declared, OrganisationZone Zone)
    {
        public YearRules RulesOf(int year) => YearRules.Of(year, Declared.GetValueOrDefault(year), Zone);
    }
}

/// <summary>Everything the builder's page shows.</summary>
/// <param name="Years">Newest first.</param>
/// <param name="Coming">Years that can still be declared.</param>
/// <param name="Requests">Open ones first, the longest waiting first; then ended ones, newest first.</param>
public sealed record ShownBuilding(IReadOnlyList<YearStanding> Years, IReadOnlyList<ComingYear> Coming, IReadOnlyList<BuildRequest> Requests);

/// <summary>A year that has begun.</summary>
/// <param name="Rules">What holds for it.</param>
/// <param name="Eighths">ε of one case over every draw so far, in eighths.</param>
public sealed record YearStanding(YearRules Rules, long Eighths, IReadOnlyList<PeriodStanding> Periods)
{
    /// <summary>As it is written: <c>7/4</c>.</summary>
    public string Spent => Budget.Write(Eighths);

    /// <summary>What is left of the cap, as it is written.</summary>
    public string Left => Budget.Write(Budget.CapInEighths - Eighths);
}

/// <summary>A period of a year.</summary>
/// <param name="Releases">What was built for it, the first before its correction.</param>
/// <param name="CanBuild">Whether it can be built now.</param>
/// <param name="OpensAt">From when on it can be built, UTC; <see langword="null"/> where it never can.</param>
/// <param name="Refusal">Why it never can, a code.</param>
/// <param name="CanCorrect">Whether its one correction is still to be had.</param>
public sealed record PeriodStanding(Period Period, IReadOnlyList<Release> Releases, bool CanBuild, DateTimeOffset? OpensAt, string? Refusal, bool CanCorrect);

/// <summary>A year that has not begun.</summary>
public sealed record ComingYear(int Year, YearDeclaration? Declaration);

using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Declarations;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Periods;

namespace CaseManager.Core.Statistics.Releases;

/// <summary>One draw that a release makes.</summary>
public sealed record PlannedDraw(Family Family, Period Period);

/// <summary>What a release consists of; decided by rules and the ledger alone, never by what was counted.</summary>
/// <param name="Period">That it is for.</param>
/// <param name="Revision">0, or 1 for the one correction.</param>
/// <param name="Preset">How much noise.</param>
/// <param name="Countries">Home first.</param>
/// <param name="Draws">What is drawn, in the order of the ledger.</param>
public sealed record ReleasePlan(Period Period, short Revision, Preset Preset, IReadOnlyList<string> Countries, IReadOnlyList<PlannedDraw> Draws)
{
    /// <summary>Plans the release of a period.</summary>
    /// <param name="rules">What holds for a year.</param>
    /// <param name="ledger">Every draw so far.</param>
    /// <exception cref="RefusedException">There is no such release, it was built, or it would count somebody twice; the code says which.</exception>
    public static ReleasePlan Of(Period period, Func<int, YearRules> rules, IReadOnlyList<LedgerEntry> ledger)
    {
        var years = period.Years.Select(rules).ToList();
        var draws = DrawsOf(period, years[0], years, ledger);
        if (draws.Count == 0 || draws.Exists(draw => IsDrawn(draw, ledger)))
        {
            throw new RefusedException("already-built", RefusalKind.Conflict);
        }

        // A cell that was drawn for a part or for more already holds some of the same cases.
        if (draws.Exists(draw => ledger.Any(entry => entry.Revision == 0 && entry.Family == draw.Family.Number && draw.Period.Overlaps(entry.From, entry.Until))))
        {
            throw new RefusedException("overlaps-a-release", RefusalKind.Conflict);
        }

        return Affordable(new ReleasePlan(period, 0, Strictest(years), Listed(years[0].Countries), draws), ledger);
    }

    /// <summary>Plans the one correction of a release: everything that it drew is drawn again, by its own rules, and paid for again.</summary>
    /// <param name="first">The release as it was built.</param>
    /// <exception cref="RefusedException">It was corrected before, or the budget does not reach.</exception>
    public static ReleasePlan Correction(Release first, IReadOnlyList<LedgerEntry> ledger)
    {
        var drawn = ledger.Where(entry => entry.ReleaseId == first.Id).ToList();
        if (drawn.Count == 0 || drawn.Exists(entry => ledger.Any(other => other.Revision == 1 && other.Family == entry.Family && other.Period == entry.Period)))
        {
            throw new RefusedException("corrected-before", RefusalKind.Conflict);
        }

        var preset = Preset.Find(first.Preset) ?? throw new InvalidOperationException($"The release {first.FileName} has the preset {first.Preset}.");
        return Affordable(
            new ReleasePlan(Parse(first.Period), 1, preset, first.Countries, [.. drawn.Select(entry => new PlannedDraw(FixedCatalogue.Find(entry.Family), Parse(entry.Period)))]),
            ledger);
    }

    // What a case may cost in all is capped, whatever was declared.
    private static ReleasePlan Affordable(ReleasePlan plan, IReadOnlyList<LedgerEntry> ledger) =>
        Budget.InEighths(
            [.. ledger.Select(Budget.Draw.Of), .. plan.Draws.Select(draw => new Budget.Draw(draw.Family.Side, draw.Period.From, draw.Period.Until, plan.Preset.Num, plan.Preset.Den))])
        <= Budget.CapInEighths
            ? plan
            : throw new RefusedException("budget-spent", RefusalKind.Conflict);

    // A cell that stands twice would be drawn twice.
    private static IReadOnlyList<string> Listed(IReadOnlyList<string> countries) =>
        YearRules.AreCountries(countries) ? countries : throw new RefusedException("countries-wrong", RefusalKind.Conflict);

    private static List<PlannedDraw> DrawsOf(Period period, YearRules first, IReadOnlyList<YearRules> years, IReadOnlyList<LedgerEntry> ledger) => period.Length switch
    {
        PeriodLength.Month or PeriodLength.Quarter => first.Intake == period.Length
            ? [new(FixedCatalogue.IntakeByPeriod, period)]
            : throw new RefusedException(first.IsDeclared ? "another-length-declared" : "month-not-declared", RefusalKind.Conflict),
        PeriodLength.Year when first.IsSmall => [new(FixedCatalogue.IntakeByPeriod, period)],
        PeriodLength.Year =>
        [
            .. Period.Within(first.Year, first.Intake)
                .Select(part => new PlannedDraw(FixedCatalogue.IntakeByPeriod, part))
                .Where(draw => !IsDrawn(draw, ledger)),
            .. FixedCatalogue.Yearly.Select(family => new PlannedDraw(family, period)),
        ],
        _ => years.All(year => year.IsSmall)
            ? [.. FixedCatalogue.Pooled.Select(family => new PlannedDraw(family, period))]
            : throw new RefusedException("not-small", RefusalKind.Conflict),
    };

    private static bool IsDrawn(PlannedDraw draw, IReadOnlyList<LedgerEntry> ledger) =>
        ledger.Any(entry => entry.Family == draw.Family.Number && entry.Period == draw.Period.Text);

    private static Preset Strictest(IReadOnlyList<YearRules> years) => years.Select(year => year.Preset).MaxBy(preset => preset.Den)!;

    private static Period Parse(string text) => Period.TryParse(text, out var period) ? period : throw new InvalidOperationException($"The ledger holds the period {text}.");
}

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
        if (draws.Exists(draw => ledger.Any(entry => entry.Revision == 0 && entry.Family == draw.Family.Number && entry.From < draw.Period.Until && draw.Period.From < entry.Until)))
        {
            throw new RefusedException("overlaps-a-release", RefusalKind.Conflict);
        }

        return new ReleasePlan(period, 0, Strictest(years), years[^1].Countries, draws);
    }

    /// <summary>Plans the one correction of a release: everything of it is drawn again and paid for again.</summary>
    /// <exception cref="RefusedException">It was not built, was corrected before, or the budget does not reach.</exception>
    public static ReleasePlan Correction(Period period, Func<int, YearRules> rules, IReadOnlyList<LedgerEntry> ledger)
    {
        var years = period.Years.Select(rules).ToList();
        var preset = Strictest(years);
        var drawn = ledger.Where(entry => entry.From >= period.From && entry.Until <= period.Until).ToList();
        var first = drawn.Where(entry => entry.Revision == 0).ToList();
        if (!first.Exists(entry => entry.Period == period.Text || period.Length == PeriodLength.Year))
        {
            throw new RefusedException("not-built", RefusalKind.NotFound);
        }

        var draws = first
            .Where(entry => !drawn.Exists(other => other.Revision == 1 && other.Family == entry.Family && other.Period == entry.Period))
            .Where(entry => period.Length != PeriodLength.ThreeYears || entry.Period == period.Text)
            .Select(entry => new PlannedDraw(FixedCatalogue.Find(entry.Family), Parse(entry.Period)))
            .ToList();
        if (draws.Count < first.Count(entry => entry.Period == period.Text) || draws.Count == 0)
        {
            throw new RefusedException("corrected-before", RefusalKind.Conflict);
        }

        // One case lies in one cell of each family and revision: what it may cost in all is capped.
        var families = FixedCatalogue.Families.Count;
        if (checked(2 * families * preset.Num) > checked(Preset.Cap * preset.Den))
        {
            throw new RefusedException("budget-spent", RefusalKind.Conflict);
        }

        return new ReleasePlan(period, 1, preset, years[^1].Countries, draws);
    }

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

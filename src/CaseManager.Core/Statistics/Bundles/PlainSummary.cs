using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Codes;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>One figure as it may be said aloud.</summary>
/// <param name="Label">In plain words.</param>
/// <param name="About">Rounded so that it claims no more than its margin allows; <see langword="null"/> where it is under the threshold.</param>
/// <param name="Percent">Of its side's total, rounded likewise; <see langword="null"/> where one of the two is not shown, or too imprecise for a share.</param>
public sealed record PlainFigure(string Label, long? About, int? Percent);

/// <summary>A table as a funder reads it.</summary>
/// <param name="Title">In plain words.</param>
/// <param name="Figures">The largest shown ones, or every period in order.</param>
/// <param name="Hidden">How many more cells are under the threshold.</param>
/// <param name="Smaller">How many more shown ones are left out.</param>
public sealed record PlainTable(string Title, IReadOnlyList<PlainFigure> Figures, int Hidden, int Smaller);

/// <summary>What a release says on one page; made from its bundle alone, so that it costs nothing and tells nothing new.</summary>
/// <param name="Intake">Cases taken in; <see langword="null"/> where the release has no such total.</param>
/// <param name="Closed">Cases closed, likewise.</param>
/// <param name="RemovedWithin">Half of what was removed was gone within about this time; <see langword="null"/> where the margins do not allow to say so.</param>
/// <param name="Tables">In the order of the catalogue.</param>
public sealed record PlainSummary(PlainFigure? Intake, PlainFigure? Closed, string? RemovedWithin, IReadOnlyList<PlainTable> Tables)
{
    private const int Largest = 5;
    private const string StillThere = "still_up";

    public static PlainSummary Of(BundleContent bundle)
    {
        var intake = Total(bundle, "intake") ?? (Find(bundle, FixedCatalogue.IntakeByPeriod)?.Rows is [var only] ? only : null);
        var closed = Total(bundle, "closed");
        return new PlainSummary(
            intake is null ? null : new PlainFigure("", About(intake), null),
            closed is null ? null : new PlainFigure("", About(closed), null),
            RemovalTime(bundle),
            [.. bundle.Tables.Where(table => table.Dimensions.Count <= 1 && table.Family is not null && IsTold(table)).Select(table => Table(table, IsIntake(table) ? intake : closed))]);
    }

    /// <summary>A number without digits that its margin makes meaningless: rounded to the largest of 1, 5, 10, 50, 100… that is at most twice the margin.</summary>
    public static long Round(long value, long margin)
    {
        long step = 1;
        while (Next(step) <= 2 * margin)
        {
            step = Next(step);
        }

        return (value + (step / 2)) / step * step;
    }

    // A table of one row says what the total says.
    private static bool IsTold(ReleaseTable table) => table.Rows.Count > 1;

    private static bool IsIntake(ReleaseTable table) => FixedCatalogue.Families.First(family => family.Table == table.Name).Side == Side.Intake;

    private static PlainTable Table(ReleaseTable table, ReleaseRow? total)
    {
        var isTime = table.Dimensions.Count == 0 || table.Dimensions[0] == CodeLists.RemovalTime.Name || table.Dimensions[0] == CodeLists.AgeBand.Name;
        var shown = table.Rows.Where(row => row.Value is not null).ToList();
        var told = table.Dimensions.Count == 0 ? table.Rows
            : isTime ? shown
            : [.. shown.OrderByDescending(row => row.Value).Take(Largest)];
        return new PlainTable(
            table.Title,
            [.. told.Select(row => new PlainFigure(table.Dimensions.Count == 0 ? PlainWords.OfPeriod(row.Period) : PlainWords.OfCode(table.Dimensions[0], row.Codes[0]), About(row), Percent(row, total)))],
            table.Dimensions.Count == 0 ? 0 : table.Rows.Count - shown.Count,
            table.Dimensions.Count == 0 ? 0 : shown.Count - told.Count);
    }

    private static long? About(ReleaseRow row) => row.Value is { } value ? Round(value, row.Margin90) : null;

    // Both are shown and neither is imprecise. A margin of more than two in a hundred leaves whole fives.
    private static int? Percent(ReleaseRow row, ReleaseRow? total)
    {
        if (row is not { Value: { } part, Status: CellStatus.Ok } || total is not { Value: { } whole, Status: CellStatus.Ok })
        {
            return null;
        }

        var step = row.Margin90 * 100 > 2 * whole ? 5 : 1;
        return (int)Math.Min(100, ((200 * part) + (whole * step)) / (2 * whole * step) * step);
    }

    /// <summary>The band the median lies in, if it is the same one whatever the margins and the cells under the threshold hide.</summary>
    private static string? RemovalTime(BundleContent bundle)
    {
        if (Find(bundle, FixedCatalogue.ClosedByRemovalTime) is not { } table)
        {
            return null;
        }

        var bands = table.Rows.Where(row => row.Codes[0] != StillThere)
            .Select(row => (Code: row.Codes[0], Least: row.Value is { } value ? Math.Max(0, value - row.Margin90) : 0, Most: (row.Value ?? bundle.Threshold) + row.Margin90))
            .ToList();
        for (var place = 0; place < bands.Count; place++)
        {
            var before = bands[..place];
            var after = bands[(place + 1)..];

            // It is this one if even the most before it are fewer than half, and even the least up to it are half.
            if (before.Sum(band => band.Most) < bands[place].Least + after.Sum(band => band.Least)
                && before.Sum(band => band.Least) + bands[place].Least >= after.Sum(band => band.Most))
            {
                return bands[place].Code;
            }
        }

        return null;
    }

    private static ReleaseRow? Total(BundleContent bundle, string side) =>
        bundle.Tables.FirstOrDefault(table => table.Family is null)?.Rows.FirstOrDefault(row => row.Codes[0] == side);

    private static ReleaseTable? Find(BundleContent bundle, Family family) => bundle.Tables.FirstOrDefault(table => table.Name == family.Table);

    // 1, 5, 10, 50, 100…
    private static long Next(long step) => IsPowerOfTen(step) ? step * 5 : step * 2;

    private static bool IsPowerOfTen(long number) => number % 10 == 0 ? IsPowerOfTen(number / 10) : number == 1;
}

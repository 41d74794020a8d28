using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Releases;

/// <summary>Counts a family's cells. What it gives is exact, stays in memory, and is written nowhere.</summary>
internal sealed class CountContributions(CaseManagerDbContext builder, IReadOnlyList<string> countries)
{
    /// <summary>Count of every cell that has one.</summary>
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(Family family, Period period, CancellationToken cancel)
    {
        var (from, until) = (period.From.Index, period.Until.Index);
        var counted = family.Code switch
        {
            "I1" => await NumbersAsync($"""select 1::smallint as "First", 0::smallint as "Second", count(*) as "Cases" from statistics.intakes where "Month" >= {from} and "Month" < {until}""", (_, _) => "", cancel),
            "I2" => await NumbersAsync($"""select "Platform" as "First", 0::smallint as "Second", count(*) as "Cases" from statistics.intakes where "Month" >= {from} and "Month" < {until} group by 1""", One(CodeLists.Platform), cancel),
            "I3" => await NumbersAsync($"""select "HarmType" as "First", 0::smallint as "Second", count(*) as "Cases" from statistics.intakes where "Month" >= {from} and "Month" < {until} group by 1""", One(CodeLists.HarmType), cancel),
            "I4" => await CountriesAsync(from, until, cancel),
            "I5" => await NumbersAsync($"""select "AgeBand" as "First", 0::smallint as "Second", count(*) as "Cases" from statistics.intakes where "Month" >= {from} and "Month" < {until} group by 1""", One(CodeLists.AgeBand), cancel),
            "C1" => await NumbersAsync($"""select "Outcome" as "First", 0::smallint as "Second", count(*) as "Cases" from statistics.closures where "Month" >= {from} and "Month" < {until} group by 1""", One(CodeLists.Outcome), cancel),
            "C2" => await NumbersAsync($"""select "RemovalTime" as "First", 0::smallint as "Second", count(*) as "Cases" from statistics.closures where "Month" >= {from} and "Month" < {until} group by 1""", One(CodeLists.RemovalTime), cancel),
            "C3" => await NumbersAsync(
                $"""select "Platform" as "First", "RemovalTime" as "Second", count(*) as "Cases" from statistics.closures where "Month" >= {from} and "Month" < {until} group by 1, 2""",
                (platform, time) => $"{CodeLists.PlatformGroup.CodeOf(CodeLists.GroupOfPlatform[platform])}/{CodeLists.RemovalTime.CodeOf(time)}",
                cancel),
            _ => throw new InvalidOperationException($"No count is known for family {family.Code}."),
        };
        var cells = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (cell, cases) in counted)
        {
            cells[cell] = checked(cells.GetValueOrDefault(cell) + cases);
        }

        return cells;
    }

    private static Func<short, short, string> One(CodeList list) => (number, _) => list.CodeOf(number);

    private async Task<IReadOnlyList<(string Cell, long Cases)>> NumbersAsync(FormattableString query, Func<short, short, string> cell, CancellationToken cancel)
    {
        var rows = await builder.Database.SqlQuery<NumberedCount>(query).ToListAsync(cancel);
        return [.. rows.Select(row => (cell(row.First, row.Second), row.Cases))];
    }

    private async Task<IReadOnlyList<(string Cell, long Cases)>> CountriesAsync(int from, int until, CancellationToken cancel)
    {
        var rows = await builder.Database.SqlQuery<CountryCount>(
            $"""select "Country", count(*) as "Cases" from statistics.intakes where "Month" >= {from} and "Month" < {until} group by 1""").ToListAsync(cancel);
        return [.. rows.Select(row => (countries.Contains(row.Country) ? row.Country : Codes.Countries.Other, row.Cases))];
    }

    private sealed record NumberedCount(short First, short Second, long Cases);

    private sealed record CountryCount(string Country, long Cases);
}

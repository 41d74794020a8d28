using System.Globalization;
using CaseManager.StatsAttack.Bundles;
using CaseManager.StatsAttack.Contract;
using CaseManager.StatsAttack.Truth;

namespace CaseManager.StatsAttack.Toys;

/// <summary>Releases by the rules of the contract, for the suite to be tried on where there is no product; its noise is good enough to look at and no more.</summary>
/// <param name="periods">Into how many periods the first table divides a year: 4, 12, or 1 for the small tier, which has no other table.</param>
public sealed class ReleaseToy(TruthFile truth, Preset preset, IReadOnlyList<string> countries, int periods, ulong seed, Flaw flaw)
{
    /// <summary>Name and bytes of the bundle of a month, a quarter, a year or three years.</summary>
    public (string Name, byte[] Bytes) Build(Period period)
    {
        var random = SplitMix64.For(seed, (ulong)((64 * period.From) + period.Months));
        var (release, moment) = (Id(random), Moment((period.From + period.Months - 1) / 12));
        var isDivided = period.Months == 12 && periods > 1;
        var tables = new List<PublishedTable>();
        var ledger = new List<LedgerRow>();
        var sums = new List<(string Side, int Cells, long Sum)>();
        foreach (var family in period.Months == 36 ? Family.All.Skip(1).SkipLast(1) : isDivided ? Family.All : [Family.ByPeriod])
        {
            var drawn = new List<(PublishedCell Cell, long Value)>();
            foreach (var part in family == Family.ByPeriod && isDivided ? Period.Within(period.Year, monthly: periods == 12) : [period])
            {
                foreach (var (cell, count) in truth.Count(family, part, countries))
                {
                    var value = count + random.Laplace(preset.Epsilon);
                    drawn.Add((Cell(part.Text, cell, value, preset.Margin90), value));
                }

                var entry = (100 * ((64 * period.From) + period.Months)) + ledger.Count;
                ledger.Add(new(entry.ToString(CultureInfo.InvariantCulture), family.Code!, part.Text, 0, preset.EpsilonOf(1), release, moment));
            }

            sums.Add((family.Side, drawn.Count, drawn.Sum(one => one.Value)));
            tables.Add(new(family.Table, ["period", .. family.Dimensions, "value", "status", "margin90"], [.. drawn.Select(one => one.Cell)]));
        }

        if (tables.Count > 1)
        {
            tables.Add(new(
                Family.Totals.Table, ["period", "side", "value", "status", "margin90"],
                [.. sums.GroupBy(sum => sum.Side, (side, all) => Total(period.Text, side, [.. all]))]));
        }

        Spoil(tables, ledger);
        var stats = new StatsJson("toy-help", period.Text, 0, 1, preset.Name, moment, countries, tables, ledger, default);
        return ($"stats-toy-help-{period.Text}-c1-r0.zip", new ToyBundle(stats, preset, release, flaw).Write());
    }

    private PublishedCell Total(string period, string side, IReadOnlyList<(string Side, int Cells, long Sum)> sums)
    {
        var mean = sums.Sum(sum => (double)sum.Sum / sum.Cells) / sums.Sum(sum => 1.0 / sum.Cells);
        var value = (long)Math.Floor(mean + 0.5) + (flaw == Flaw.WrongTotal ? 200 : 0);
        return Cell(period, side, value, preset.MarginOfTotal(sums.Select(sum => sum.Cells)));
    }

    private PublishedCell Cell(string period, string codes, long drawn, long margin)
    {
        long? value = drawn < preset.Threshold ? null : drawn;
        return new(period, codes, value, Preset.StatusOf(value, margin), margin);
    }

    private void Spoil(List<PublishedTable> tables, List<LedgerRow> ledger)
    {
        var spoilt = Math.Min(1, tables.Count - 1);
        var (table, cells) = (tables[spoilt], tables[spoilt].Cells.ToList());
        PublishedCell? changed = flaw switch
        {
            Flaw.ValueUnderThreshold => cells[^1] with { Value = preset.Threshold - 1, Status = "imprecise" },
            Flaw.NegativeValue => cells[^1] with { Value = -3, Status = "imprecise" },
            Flaw.WrongStatus => cells[^1] with { Status = cells[^1].Status == "ok" ? "imprecise" : "ok" },
            _ => null,
        };
        if (changed is not null)
        {
            cells[^1] = changed;
        }
        else if (flaw == Flaw.MissingCell)
        {
            cells.RemoveAt(3);
        }
        else if (flaw == Flaw.CellTwice)
        {
            cells[3] = cells[2];
        }
        else if (flaw == Flaw.DrawnTwice)
        {
            ledger.Add(ledger[^1] with { Entry = "1" });
        }

        tables[spoilt] = table with { Cells = cells };
    }

    private static string Moment(int year) => string.Create(CultureInfo.InvariantCulture, $"{year + 1:D4}-02-10T03:00:00Z");

    private static string Id(SplitMix64 random) => string.Create(CultureInfo.InvariantCulture, $"{random.Next():x16}{random.Next():x16}");
}

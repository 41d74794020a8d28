using System.Globalization;
using System.Text;
using CaseManager.StatsAttack.Contract;

namespace CaseManager.StatsAttack.Truth;

/// <summary>Cases behind the bundles, in the format that <c>statistics import</c> reads. Only an experiment has it.</summary>
public sealed class TruthFile(IReadOnlyList<CodedCase> cases)
{
    private const string Header = "side,period,platform,harm_type,country,age_band,outcome,time_to_removal_band";

    private readonly ILookup<(string Side, int Month), CodedCase> byMonth = cases.ToLookup(one => (one.Side, one.Month));

    public IReadOnlyList<CodedCase> Cases => cases;

    /// <exception cref="IOException">A line that is not of this format.</exception>
    public static TruthFile Read(string path)
    {
        using var lines = File.ReadLines(path).GetEnumerator();
        if (!lines.MoveNext() || lines.Current != Header)
        {
            throw new IOException($"{path} does not begin with {Header}.");
        }

        var cases = new List<CodedCase>();
        while (lines.MoveNext())
        {
            var parts = lines.Current.Split(',');
            var period = parts.Length == 8 ? Period.Read(parts[1]) : null;
            if (period is not { Months: 1 })
            {
                throw new IOException($"{path} has a line that is not of this format: {lines.Current}");
            }

            cases.Add(parts[0] == "intake"
                ? new("intake", period.From, parts[2], parts[3], parts[4], parts[5])
                : new("closed", period.From, parts[2], parts[6], parts[7], ""));
        }

        return new(cases);
    }

    public static void Write(string path, IEnumerable<CodedCase> cases)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        file.WriteLine(Header);
        foreach (var one in cases)
        {
            var period = string.Create(CultureInfo.InvariantCulture, $"{one.Month / 12:D4}-{(one.Month % 12) + 1:D2}");
            file.WriteLine(one.Side == "intake"
                ? $"intake,{period},{one.Platform},{one.First},{one.Second},{one.AgeBand},,"
                : $"closure,{period},{one.Platform},,,,{one.First},{one.Second}");
        }
    }

    /// <summary>True counts of one family in one period: every cell, also the empty ones.</summary>
    public IReadOnlyDictionary<string, int> Count(Family family, Period period, IReadOnlyList<string> countries)
    {
        var counts = family.Cells(countries).ToDictionary(cell => cell, _ => 0, StringComparer.Ordinal);
        foreach (var month in Enumerable.Range(period.From, period.Months))
        {
            foreach (var one in byMonth[(family.Side, month)])
            {
                counts[one.CellOf(family, countries)!]++;
            }
        }

        return counts;
    }
}

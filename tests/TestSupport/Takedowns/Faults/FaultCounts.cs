using System.Collections.Concurrent;
using System.Globalization;

namespace CaseManager.TestSupport.Takedowns.Faults;

/// <summary>What became of every notice that met a fault, by the point where it met it.</summary>
public sealed class FaultCounts
{
    private readonly ConcurrentDictionary<string, Point> _points = new();

    /// <summary>Faults that happened.</summary>
    public int Faults => _points.Values.Sum(point => point.Faults);

    /// <summary>Notices that never arrived, arrived unknown to their row, or changed, and copies nobody was told of; must be 0.</summary>
    public int Wrong => _points.Values.Sum(point => point.Lost + point.Different + point.Duplicates - point.Marked);

    /// <param name="faults">How many happened; 0 where it did not come to it.</param>
    public void Add(string point, int faults, IEnumerable<NoticeOutcome> outcomes)
    {
        var counted = _points.GetOrAdd(point, _ => new Point());
        lock (counted)
        {
            counted.Faults += faults;
            foreach (var outcome in outcomes)
            {
                counted.Notices++;
                counted.Lost += outcome.IsLost ? 1 : 0;
                counted.Different += outcome.Different;
                counted.Duplicates += outcome.Duplicates;
                counted.Marked += outcome.IsMarked ? outcome.Duplicates : 0;
            }
        }
    }

    /// <summary>One line a point and a last one over all.</summary>
    public async Task WriteAsync(string title, TextWriter output)
    {
        await output.WriteLineAsync($"{title,-52} faults notices lost different duplicates marked");
        foreach (var (name, point) in _points.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            await output.WriteLineAsync(Line(name, point));
        }

        var all = new Point();
        foreach (var point in _points.Values)
        {
            all.Faults += point.Faults;
            all.Notices += point.Notices;
            all.Lost += point.Lost;
            all.Different += point.Different;
            all.Duplicates += point.Duplicates;
            all.Marked += point.Marked;
        }

        await output.WriteLineAsync(Line("all", all));
        await output.WriteLineAsync();
    }

    private static string Line(string name, Point point) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-52} {point.Faults,6} {point.Notices,7} {point.Lost,4} {point.Different,9} {point.Duplicates,10} {point.Marked,6}");

    private sealed class Point
    {
        public int Faults { get; set; }

        public int Notices { get; set; }

        public int Lost { get; set; }

        public int Different { get; set; }

        public int Duplicates { get; set; }

        public int Marked { get; set; }
    }
}

/// <summary>What became of one notice.</summary>
/// <param name="IsLost">It did not arrive, or its row or its clock does not know that it did.</param>
/// <param name="Different">Texts on the wire that were not what was sealed.</param>
/// <param name="Duplicates">Copies the relay kept beyond the first.</param>
/// <param name="IsMarked">Whether its row says that it may be there twice.</param>
public sealed record NoticeOutcome(bool IsLost, int Different, int Duplicates, bool IsMarked);

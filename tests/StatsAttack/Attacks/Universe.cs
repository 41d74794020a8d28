namespace CaseManager.StatsAttack.Attacks;

/// <summary>One published number: the sum over some cells, true or protected.</summary>
/// <param name="Cells">A bit for each cell.</param>
/// <param name="Deviation">Standard deviation of its noise, as far as it is published.</param>
/// <param name="Copy">Which export it comes from, from 0.</param>
public sealed record Answer(UInt128 Cells, double Value, double Deviation, int Copy);

/// <summary>Cells that are published together, with everything said about them.</summary>
/// <param name="name">For messages.</param>
public sealed class Universe(string name)
{
    private const int Most = 128;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    public string Name => name;

    /// <summary>The true counts, by number of the cell. The attacks never look at them; only the score does.</summary>
    public List<int> Truth { get; } = [];

    public List<Answer> Answers { get; } = [];

    /// <summary>Sets of cells whose true sums are the same, because both count the same cases.</summary>
    public HashSet<(UInt128 One, UInt128 Other)> Links { get; } = [];

    /// <summary>The bit of a cell.</summary>
    /// <param name="truth">Its true count.</param>
    public UInt128 Add(string cell, int truth)
    {
        if (!numbers.TryGetValue(cell, out var number))
        {
            number = numbers.Count < Most ? numbers.Count : throw new FormatException($"{name} has more than {Most} cells.");
            numbers.Add(cell, number);
            Truth.Add(truth);
        }

        return UInt128.One << number;
    }

    /// <summary>Numbers of the cells of a set.</summary>
    public static IEnumerable<int> Members(UInt128 cells)
    {
        for (var left = cells; left != 0; left &= left - 1)
        {
            yield return (int)UInt128.TrailingZeroCount(left);
        }
    }
}

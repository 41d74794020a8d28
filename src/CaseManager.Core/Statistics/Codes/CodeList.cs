namespace CaseManager.Core.Statistics.Codes;

/// <summary>One code of a list.</summary>
/// <param name="Name">As it is stored and published.</param>
/// <param name="Label">In plain words, English.</param>
public sealed record Code(string Name, string Label);

/// <summary>A closed list of codes in the order they are published in.</summary>
/// <remarks>A code's number is what a contribution stores: codes are added at the end and never moved.</remarks>
public sealed class CodeList
{
    private readonly Dictionary<string, short> numbers;

    internal CodeList(string name, params IReadOnlyList<Code> codes)
    {
        Name = name;
        Codes = codes;
        numbers = codes.Index().ToDictionary(one => one.Item.Name, one => checked((short)(one.Index + 1)), StringComparer.Ordinal);
    }

    /// <summary>Of its column and of its file, for example <c>harm_type</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<Code> Codes { get; }

    /// <summary>Number of a code, from 1, or <see langword="null"/> where the list has no such code.</summary>
    public short? NumberOf(string code) => numbers.TryGetValue(code, out var number) ? number : null;

    /// <summary>The code with a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public string CodeOf(short number) => Codes[number - 1].Name;
}

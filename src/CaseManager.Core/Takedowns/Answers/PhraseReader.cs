using System.Collections.Frozen;

namespace CaseManager.Core.Takedowns.Answers;

/// <summary>Reads phrases as they stand in the rules.</summary>
/// <param name="words">Lists of words by name.</param>
internal sealed class PhraseReader(IReadOnlyDictionary<string, string[]> words, LiteralIndex literals)
{
    private const char WideGap = '…';
    private const int WideGapLength = 60;
    private const char NarrowGap = '~';
    private const int NarrowGapLength = 20;
    private const int MostAlternatives = 6_000;

    /// <exception cref="FormatException">It is not written as <see cref="Phrase"/> says.</exception>
    internal Phrase Read(string written)
    {
        var segments = new List<PhraseSegment>();
        var (rest, gap) = (written.TrimStart('^'), 0);
        while (true)
        {
            var end = rest.AsSpan().IndexOfAny(WideGap, NarrowGap);
            segments.Add(new PhraseSegment(ReadSegment(end < 0 ? rest : rest[..end], written), gap));
            if (end < 0)
            {
                return new Phrase(literals.Add(segments), segments, written.StartsWith('^'));
            }

            (rest, gap) = (rest[(end + 1)..], rest[end] == WideGap ? WideGapLength : NarrowGapLength);
        }
    }

    private FrozenSet<int> ReadSegment(string segment, string written)
    {
        var at = 0;
        var alternatives = ReadChoices(segment, ref at, written);
        return at == segment.Length ? alternatives.Select(literals.Add).ToFrozenSet() : throw new FormatException($"A bracket too many: {written}");
    }

    // One alternative after the other, up to the bracket that closes them.
    private List<string> ReadChoices(string text, ref int at, string written)
    {
        var choices = new List<string>();
        var current = new List<string> { "" };
        while (at < text.Length && text[at] != ')')
        {
            if (text[at] == '|')
            {
                at++;
                choices.AddRange(current);
                current = [""];
                continue;
            }

            var next = ReadPiece(text, ref at, written);
            current = [.. current.SelectMany(_ => next, (left, right) => left + right)];
            if (current.Count + choices.Count > MostAlternatives)
            {
                throw new FormatException($"More than {MostAlternatives} ways to read: {written}");
            }
        }

        choices.AddRange(current);
        return choices;
    }

    private IReadOnlyList<string> ReadPiece(string text, ref int at, string written)
    {
        switch (text[at])
        {
            case '(':
                at++;
                var choices = ReadChoices(text, ref at, written);
                return at++ < text.Length ? choices : throw new FormatException($"Not closed: {written}");
            case '{':
                var close = text.IndexOf('}', at);
                var name = close > at ? text[(at + 1)..close] : throw new FormatException($"Not closed: {written}");
                at = close + 1;
                return words.GetValueOrDefault(name) ?? throw new FormatException($"No list of words {name}: {written}");
            default:
                var start = at;
                at = text.AsSpan(at).IndexOfAny("(){|") is >= 0 and var found ? at + found : text.Length;
                return [text[start..at]];
        }
    }
}

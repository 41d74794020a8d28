using System.Collections.Frozen;

namespace CaseManager.Core.Takedowns.Answers;

/// <summary>A literal found in a sentence; <paramref name="End"/> is exclusive.</summary>
internal readonly record struct LiteralHit(int Literal, int Start, int End);

/// <summary>The literals found in a sentence, by where they begin, and which phrases may be in it: those of which it holds a literal for every place.</summary>
internal sealed class FoundLiterals(List<LiteralHit> hits, int[] places)
{
    internal List<LiteralHit> Hits => hits;

    internal bool MayHold(Phrase phrase) => places[phrase.Number] == (1 << phrase.Segments.Count) - 1;
}

/// <summary>Finds thousands of literals in one pass: by the first characters of each word, or, in scripts without blanks, by the one of each place.</summary>
internal sealed class LiteralIndex
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<(int Literal, int Phrase, int Place)> _places = [];
    private (int Phrase, int Place)[][] _byLiteral = [];
    private int _phrases;
    private FrozenDictionary<ulong, (int Id, string[] Pieces)[]> _byKey = FrozenDictionary<ulong, (int Id, string[] Pieces)[]>.Empty;

    /// <param name="written">With <c>*</c> where a word may end in any way.</param>
    /// <returns>The literal's id.</returns>
    /// <exception cref="FormatException">It is empty, or shorter than three letters before any ending in a script with blanks.</exception>
    internal int Add(string written)
    {
        var text = string.Join('*', written.Trim().Split('*').Select(NormalizeKeepingBlanks)).Trim();
        if (text.Length == 0 || (text[^1] == '*' && text.Length < 4 && !AnswerText.IsWide(text[0])))
        {
            throw new FormatException($"Too short to look for: '{written}'");
        }

        return ids.TryGetValue(text, out var id) ? id : ids[text] = ids.Count;
    }

    /// <summary>Notes where a phrase has which literals.</summary>
    /// <returns>The phrase's number.</returns>
    internal int Add(IReadOnlyList<PhraseSegment> segments)
    {
        for (var place = 0; place < segments.Count; place++)
        {
            foreach (var literal in segments[place].Literals)
            {
                _places.Add((literal, _phrases, place));
            }
        }

        return _phrases++;
    }

    /// <summary>Has to be called once after the last literal and phrase.</summary>
    internal void Freeze()
    {
        _byLiteral = new (int Phrase, int Place)[ids.Count][];
        Array.Fill(_byLiteral, []);
        foreach (var places in _places.GroupBy(place => place.Literal))
        {
            _byLiteral[places.Key] = [.. places.Select(place => (place.Phrase, place.Place))];
        }

        _places.Clear();
        _places.TrimExcess();
        _byKey = ids.Select(pair => (Id: pair.Value, Pieces: pair.Key.Split('*')))
            .GroupBy(literal => Key(literal.Pieces[0]))
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(literal => literal.Pieces[0].Length).ToArray());
    }

    /// <summary>Every literal in the text, by where it begins.</summary>
    internal FoundLiterals Find(string text)
    {
        var hits = new List<LiteralHit>();
        for (var start = 0; start < text.Length; start++)
        {
            if (!MayBegin(text, start) || !_byKey.TryGetValue(Key(text.AsSpan(start)), out var candidates))
            {
                continue;
            }

            foreach (var (id, pieces) in candidates)
            {
                if (EndOf(pieces, text, start) is > 0 and var end)
                {
                    hits.Add(new LiteralHit(id, start, end));
                }
            }
        }

        var places = new int[_phrases];
        foreach (var literal in hits.Select(hit => hit.Literal).Distinct())
        {
            foreach (var (phrase, place) in _byLiteral[literal])
            {
                places[phrase] |= 1 << place;
            }
        }

        return new FoundLiterals(hits, places);
    }

    private static string NormalizeKeepingBlanks(string piece) =>
        $"{(piece.StartsWith(' ') ? " " : "")}{AnswerText.Normalize(piece)}{(piece.EndsWith(' ') && piece.Length > 1 ? " " : "")}";

    /// <summary>Where a literal ends that begins here; -1 where it does not stand here.</summary>
    private static int EndOf(string[] pieces, string text, int start)
    {
        var at = start;
        for (var piece = 0; piece < pieces.Length; piece++)
        {
            if (string.CompareOrdinal(text, at, pieces[piece], 0, pieces[piece].Length) != 0)
            {
                return -1;
            }

            at += pieces[piece].Length;
            if (piece == pieces.Length - 1)
            {
                return pieces[piece].Length == 0 || MayEnd(text, at) ? at : -1;
            }

            while (at < text.Length && IsWordPart(text[at]))
            {
                at++;
            }
        }

        return at;
    }

    // Scripts written without blanks: the first character; else the first three, or the word where it is shorter.
    private static ulong Key(ReadOnlySpan<char> text)
    {
        var key = (ulong)text[0];
        if (AnswerText.IsWide(text[0]))
        {
            return key;
        }

        var inside = true;
        for (var at = 1; at < 3; at++)
        {
            inside = inside && at < text.Length && char.IsLetterOrDigit(text[at]);
            key = (key << 16) | (inside ? text[at] : ' ');
        }

        return key;
    }

    private static bool MayBegin(string text, int start) =>
        text[start] != ' ' && (start == 0 || AnswerText.IsWide(text[start]) || !IsWordPart(text[start - 1]) || !IsWordPart(text[start]));

    private static bool MayEnd(string text, int end) => end >= text.Length || !IsWordPart(text[end]) || !IsWordPart(text[end - 1]);

    private static bool IsWordPart(char character) => char.IsLetterOrDigit(character) && !AnswerText.IsWide(character);
}

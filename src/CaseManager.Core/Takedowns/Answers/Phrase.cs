using System.Collections.Frozen;

namespace CaseManager.Core.Takedowns.Answers;

/// <summary>A pattern of words within one sentence.</summary>
/// <remarks>
/// Written as <c>{we} (have|had|) received … {report}</c>: <c>(a|b|)</c> one of, or nothing; <c>{name}</c> a list of words of its language; <c>…</c> up to sixty
/// characters of anything, <c>~</c> up to twenty; <c>*</c> after a word any ending; <c>^</c> at the beginning the beginning of the sentence. No backtracking: time grows with the text alone.
/// </remarks>
internal sealed record Phrase(int Number, IReadOnlyList<PhraseSegment> Segments, bool AtStart)
{
    /// <summary>Where it stands in a sentence: of all places the first that <paramref name="accept"/> does not turn down.</summary>
    internal bool IsIn(FoundLiterals found, Func<int, int, bool> accept, out (int Start, int End) place)
    {
        place = default;
        if (!found.MayHold(this))
        {
            return false;
        }

        Span<int> starts = stackalloc int[Segments.Count];
        Span<int> ends = stackalloc int[Segments.Count];
        ends.Fill(-1);
        foreach (var hit in found.Hits)
        {
            for (var segment = Segments.Count - 1; segment >= 0; segment--)
            {
                if (!Segments[segment].Literals.Contains(hit.Literal) || (segment == 0 && AtStart && hit.Start > 0)
                    || (segment > 0 && (ends[segment - 1] < 0 || hit.Start < ends[segment - 1] || hit.Start - ends[segment - 1] > Segments[segment].Gap)))
                {
                    continue;
                }

                (starts[segment], ends[segment]) = (segment == 0 ? hit.Start : starts[segment - 1], hit.End);
                if (segment == Segments.Count - 1 && accept(starts[segment], hit.End))
                {
                    place = (starts[segment], hit.End);
                    return true;
                }
            }
        }

        return false;
    }
}

/// <summary>A place in a phrase.</summary>
/// <param name="Literals">Ids of those that fit.</param>
/// <param name="Gap">How many characters may stand before it, after the place before.</param>
internal sealed record PhraseSegment(FrozenSet<int> Literals, int Gap);

using System.Buffers;

namespace CaseManager.Core.Platforms.Links;

/// <summary>The letters a part of a platform's link may consist of.</summary>
/// <param name="First">Letters the first one must be of, where they are others.</param>
/// <param name="Last">Letters the last one must be of.</param>
/// <param name="Least">Fewest letters; one where it is not said.</param>
/// <param name="Most">Most letters.</param>
/// <param name="Lower">True where the platform does not tell capital letters from small ones.</param>
internal sealed record LetterClass(string Letters, string? First, string? Last, int? Least, int Most, bool Lower)
{
    private readonly SearchValues<char> letters = SearchValues.Create(Letters);

    /// <summary>How many letters at the start of the text are such a part, or null. As many as there are: nothing is tried twice.</summary>
    public int? Take(ReadOnlySpan<char> text)
    {
        var from = First is null ? 0 : 1;
        if (text.Length < from || (from > 0 && !First!.Contains(text[0])))
        {
            return null;
        }

        var length = text[from..].IndexOfAnyExcept(letters) is var end && end < 0 ? text.Length : from + end;
        return length >= (Least ?? 1) && length <= Most && Last?.Contains(text[length - 1]) is not false ? length : null;
    }
}

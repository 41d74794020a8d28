namespace CaseManager.Core.Platforms.Links;

/// <summary>
/// A path word, or the value of a parameter, as a platform's links have it: fixed text and parts in braces.
/// <c>{name:class}</c> is a part of that class, <c>{class}</c> one that is named after its class, <c>{*}</c> anything to the end.
/// </summary>
internal sealed class LinkWord
{
    private readonly List<(string Text, int Slot, LetterClass? Class)> tokens = [];

    /// <param name="names">Names of the parts that the key holds; others are read and forgotten.</param>
    public LinkWord(string pattern, IReadOnlyDictionary<string, LetterClass> classes, List<string> names)
    {
        foreach (var (text, isPart) in Split(pattern))
        {
            var colon = text.IndexOf(':');
            tokens.Add(!isPart ? (text, -1, null)
                : text is "*" ? ("", -1, null)
                : (text, names.IndexOf(colon < 0 ? text : text[..colon]), classes[text[(colon + 1)..]]));
        }
    }

    /// <summary>Fixed text and what stands in braces, in turn.</summary>
    public static IEnumerable<(string Text, bool IsPart)> Split(string pattern)
    {
        for (var at = 0; at < pattern.Length;)
        {
            var isPart = pattern[at] is '{';
            var end = pattern.IndexOf(isPart ? '}' : '{', at) is var found && found < 0 ? pattern.Length : found;
            yield return (pattern[(isPart ? at + 1 : at)..end], isPart);
            at = isPart ? end + 1 : end;
        }
    }

    /// <param name="parts">Where the parts of the key are kept, by their place among the names.</param>
    public bool Matches(ReadOnlySpan<char> word, string[] parts)
    {
        foreach (var (text, slot, letters) in tokens)
        {
            if (letters is null)
            {
                if (text.Length == 0)
                {
                    return word.Length > 0;
                }

                if (!word.StartsWith(text))
                {
                    return false;
                }

                word = word[text.Length..];
                continue;
            }

            if (letters.Take(word) is not { } length)
            {
                return false;
            }

            if (slot >= 0)
            {
                parts[slot] = letters.Lower ? LinkText.LowerAscii(word[..length].ToString()) : word[..length].ToString();
            }

            word = word[length..];
        }

        return word.Length == 0;
    }
}

namespace CaseManager.Core.Takedowns.Answers;

/// <summary>The shape of the marks that <see cref="Notices.MailTokens"/> makes. Anybody can imitate it; only the keys tell.</summary>
public static class OwnShape
{
    private const int IdLength = 32;
    private const int MacLength = 26;
    private const int TokenLength = 42;

    /// <summary><c>n{key}.{32 hex}.{number}.{26 base32}@domain</c>, or a thread's <c>t{key}.{32 hex}.{26 base32}@domain</c>.</summary>
    public static bool IsMessageId(ReadOnlySpan<char> id) =>
        id.IndexOf('@') is > 0 and var at && id[..at].ToString().Split('.') is [[var first, .. var key], var hex, .. var rest]
        && (char.ToLowerInvariant(first), rest) switch
        {
            ('n', [var number, var mac]) => IsNumber(number) && mac.Length == MacLength,
            ('t', [var mac]) => mac.Length == MacLength,
            _ => false,
        }
        && IsNumber(key) && hex.Length == IdLength && hex.All(char.IsAsciiHexDigit);

    /// <summary><c>bounce+{42 characters}@domain</c>: the envelope sender of our own mail.</summary>
    public static bool IsBounceAddress(string address) => HasToken(address, "bounce+");

    /// <summary>Every id of that shape in a text, in order, at most <paramref name="most"/>; linear in its length.</summary>
    public static IReadOnlyList<string> FindMessageIds(ReadOnlySpan<char> text, int most)
    {
        const int Longest = 320;
        var found = new List<string>();
        for (var from = 0; found.Count < most && text[from..].IndexOf('@') is >= 0 and var step; from += step + 1)
        {
            var at = from + step;
            var start = at;
            while (start > 0 && at - start < Longest && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] == '.'))
            {
                start--;
            }

            var end = at + 1;
            while (end < text.Length && end - at < Longest && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-'))
            {
                end++;
            }

            var id = text[start..end].TrimEnd('.');
            if (IsMessageId(id) && !found.Contains(id.ToString()))
            {
                found.Add(id.ToString());
            }
        }

        return found;
    }

    private static bool HasToken(string address, string box) =>
        address.IndexOf('@') is var at && at == box.Length + TokenLength && address.StartsWith(box, StringComparison.OrdinalIgnoreCase);

    private static bool IsNumber(string text) => text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit);
}

using System.Text;

namespace CaseManager.Core.Takedowns.Answers;

/// <summary>Text from outside as text that can be stored, compared and shown.</summary>
public static class MailCharacters
{
    /// <summary>Line ends as line feeds; lone surrogates as U+FFFD; no other control character but tab, and none that turns the writing direction over.</summary>
    public static string Clean(string text)
    {
        if (text.All(IsPlain))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (char.IsHighSurrogate(character) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                clean.Append(character).Append(text[++at]);
            }
            else if (char.IsSurrogate(character))
            {
                clean.Append('\uFFFD');
            }
            else if (character == '\r')
            {
                clean.Append('\n');
                at += at + 1 < text.Length && text[at + 1] == '\n' ? 1 : 0;
            }
            else if (IsPlain(character))
            {
                clean.Append(character);
            }
        }

        return clean.ToString();
    }

    /// <summary>The beginning of a text, never half a character.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    private static bool IsPlain(char character) =>
        character is '\t' or '\n' || (!char.IsControl(character) && !char.IsSurrogate(character) && character is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')));
}

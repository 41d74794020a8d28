using System.Text;
using System.Text.RegularExpressions;

namespace CaseManager.Core.Platforms;

/// <summary>Reads the plain addresses out of whatever was typed into an address field.</summary>
internal static partial class MailAddressText
{
    /// <summary>Trimmed, lower-case, compatibility forms (full-width letters) folded.</summary>
    internal static string Plain(string text) => text.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>Every address in the text, without display names, quotes, angle brackets and <c>+tag</c>.</summary>
    internal static IReadOnlyList<string> Find(string text) =>
        [.. Address().Matches(Unquote(Plain(text))).Select(match => WithoutTag(match.Value))];

    // What cannot be seen, and quotes that change nothing, would make an equal address look different.
    private static string Unquote(string text) =>
        string.Concat(text.Where(c => c is not ('"' or '\\') && char.GetUnicodeCategory(c)
            is not System.Globalization.UnicodeCategory.Format and not System.Globalization.UnicodeCategory.Control));

    private static string WithoutTag(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = address.IndexOf('+', StringComparison.Ordinal);
        return plus > 0 && plus < at ? address[..plus] + address[at..] : address;
    }

    [GeneratedRegex(@"[^\s<>()\[\],;:@]+@[^\s<>()\[\],;:@]*[^\s<>()\[\],;:@.]")]
    private static partial Regex Address();
}

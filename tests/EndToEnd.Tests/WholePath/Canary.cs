using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CaseManager.EndToEnd.Tests.WholePath;

/// <summary>A text that may lie nowhere in clear, in every spelling in which a program could have left it.</summary>
public sealed class Canary(string text)
{
    private readonly IReadOnlyList<byte[]> _spellings = [.. Spell(text)];

    public string Text => text;

    /// <summary>Every spelling, as bytes.</summary>
    public IReadOnlyList<byte[]> Spellings => _spellings;

    public bool IsIn(byte[] bytes) => _spellings.Any(spelling => bytes.AsSpan().IndexOf(spelling) >= 0);

    private static IEnumerable<byte[]> Spell(string text)
    {
        byte[][] plain = [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text)];
        var escaped = JsonEncodedText.Encode(text).ToString();
        string[] written =
        [
            text.ToUpperInvariant(),
            text.ToLowerInvariant(),
            Uri.EscapeDataString(text),
            WebUtility.UrlEncode(text),
            HtmlEncoder.Default.Encode(text),
            escaped,
            escaped.Replace("/", "\\/", StringComparison.Ordinal),
            JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            string.Concat(text.Select(unit => $"\\u{(int)unit:x4}")),
            .. plain.SelectMany(bytes => new[] { Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes) }),
            .. plain.SelectMany(Base64Spellings),
        ];
        return [.. plain, .. written.Distinct().Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>As it stands within longer base64: what was before it moves its bits by 0, 2 or 4.</summary>
    private static IEnumerable<string> Base64Spellings(byte[] bytes)
    {
        for (var before = 0; before < 3; before++)
        {
            var whole = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var own = whole[((before * 8 + 5) / 6)..((before + bytes.Length) * 8 / 6)];
            yield return own;
            yield return own.Replace('+', '-').Replace('/', '_');
        }
    }
}

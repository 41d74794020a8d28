using System.Collections.Frozen;
using System.Text;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>Bytes of a text part as text: by the charset it names where that is one, else as UTF-8 where they are, else as Windows-1252.</summary>
internal static class MailCharsets
{
    // What senders write for a set is often only a part of the set they mean (WHATWG Encoding, 4.2).
    private static readonly FrozenDictionary<string, int> Meant = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["gb2312"] = 54936,
        ["gbk"] = 54936,
        ["gb_2312-80"] = 54936,
        ["cp936"] = 54936,
        ["gb18030"] = 54936,
        ["ks_c_5601-1987"] = 949,
        ["euc-kr"] = 949,
        ["cp949"] = 949,
        ["uhc"] = 949,
        ["big5"] = 950,
        ["big5-hkscs"] = 950,
        ["shift_jis"] = 932,
        ["cp932"] = 932,
        ["windows-31j"] = 932,
        ["iso-8859-1"] = 1252,
        ["latin1"] = 1252,
        ["iso-8859-9"] = 1254,
        ["cp1251"] = 1251,
        ["cp1252"] = 1252,
        ["iso-2022-jp"] = 50220,
        ["utf8"] = 65001,
        ["utf-8"] = 65001,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static MailCharsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    internal static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (bytes is [0xEF, 0xBB, 0xBF, ..])
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        return Find(charset) is { } named ? named.GetString(bytes) : Guess(bytes);
    }

    private static Encoding? Find(string? charset)
    {
        charset = charset?.Trim().Trim('"', '\'') ?? "";

        // ASCII is what programs write that do not know; UTF-7 hides markup.
        if (charset.Length is 0 or > 40 || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) || charset.Contains("utf-7", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return Meant.TryGetValue(charset, out var page) ? Encoding.GetEncoding(page) : Encoding.GetEncoding(charset);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Guess(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding(1252).GetString(bytes);
        }
    }
}

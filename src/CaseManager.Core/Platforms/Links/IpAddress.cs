using System.Buffers;
using System.Globalization;

namespace CaseManager.Core.Platforms.Links;

/// <summary>Literal addresses in the one spelling a key holds.</summary>
internal static class IpAddress
{
    private static readonly SearchValues<char> digitsAndDots = SearchValues.Create("0123456789.");

    /// <summary>True for the host of a key that is an address and no name.</summary>
    public static bool IsIn(ReadOnlySpan<char> host) => host is ['[', ..] || !host.ContainsAnyExcept(digitsAndDots);

    /// <summary>Four decimal numbers as written everywhere; other spellings of an address are nobody's link and are refused.</summary>
    public static byte[]? ReadV4(ReadOnlySpan<char> host)
    {
        var numbers = new byte[4];
        var read = 0;
        foreach (var range in host.Split('.'))
        {
            var part = host[range];
            if (read == 4 || !LinkText.IsDigits(part) || part.Length > 3 || (part.Length > 1 && part[0] is '0')
                || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[read]))
            {
                return null;
            }

            read++;
        }

        return read == 4 ? numbers : null;
    }

    /// <summary>The address between square brackets in the form of RFC 5952 (IPv4 at its end written in hexadecimal), or null.</summary>
    public static string? ReadV6(ReadOnlySpan<char> text)
    {
        var gap = text.IndexOf("::");
        if (gap >= 0 && text[(gap + 2)..].Contains("::", StringComparison.Ordinal))
        {
            return null;
        }

        var head = Groups(gap < 0 ? text : text[..gap], last: gap < 0);
        var tail = gap < 0 ? [] : Groups(text[(gap + 2)..], last: true);
        if (head is null || tail is null)
        {
            return null;
        }

        var missing = 8 - head.Count - tail.Count;
        return (gap < 0 ? missing == 0 : missing > 0) ? Compress([.. head, .. new ushort[missing], .. tail]) : null;
    }

    private static List<ushort>? Groups(ReadOnlySpan<char> text, bool last)
    {
        var numbers = new List<ushort>(8);
        if (text.Length == 0)
        {
            return numbers;
        }

        foreach (var range in text.Split(':'))
        {
            var part = text[range];
            if (last && range.End.GetOffset(text.Length) == text.Length && ReadV4(part) is { } dotted)
            {
                numbers.Add((ushort)((dotted[0] << 8) | dotted[1]));
                numbers.Add((ushort)((dotted[2] << 8) | dotted[3]));
            }
            else if (part.Length is > 0 and <= 4
                && ushort.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
            else
            {
                return null;
            }
        }

        return numbers;
    }

    private static string Compress(ReadOnlySpan<ushort> numbers)
    {
        var (start, length) = (-1, 1);
        for (var at = 0; at < 8; at++)
        {
            var run = numbers[at..].IndexOfAnyExcept((ushort)0) is var found && found < 0 ? 8 - at : found;
            if (run > length)
            {
                (start, length) = (at, run);
            }
        }

        return start < 0 ? Hex(numbers) : $"{Hex(numbers[..start])}::{Hex(numbers[(start + length)..])}";
    }

    private static string Hex(ReadOnlySpan<ushort> numbers) =>
        string.Join(':', numbers.ToArray().Select(number => number.ToString("x", CultureInfo.InvariantCulture)));
}

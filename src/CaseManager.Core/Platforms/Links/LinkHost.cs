using System.Buffers;

namespace CaseManager.Core.Platforms.Links;

/// <summary>A host as a key holds it: lower-case A-labels without a final dot, or an IP address (IPv6 in square brackets).</summary>
internal static class LinkHost
{
    private static readonly SearchValues<char> allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-");
    private static readonly SearchValues<char> hexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly HostLetters letters = LinkTable.Read<HostLetters>("host-letters.json");

    /// <returns>Null with a reason where the host cannot stand in a key.</returns>
    public static string? Read(ReadOnlySpan<char> typed, out string reason)
    {
        reason = "bad_host";
        if (typed is ['[', ..])
        {
            return typed is ['[', .., ']'] && IpAddress.ReadV6(typed[1..^1]) is { } address ? $"[{address}]" : null;
        }

        var ascii = ToAscii(LinkText.LowerAscii(LinkText.Decode(typed)));
        if (ascii is null)
        {
            reason = "host_not_mapped";
            return null;
        }

        var host = ascii is [.., '.'] ? ascii[..^1] : ascii;
        return IsHost(host) ? host : null;
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        if (host.Length > 253)
        {
            return false;
        }

        foreach (var range in host.Split('.'))
        {
            var label = host[range];
            if (label.Length is 0 or > 63 || label.ContainsAnyExcept(allowed))
            {
                return false;
            }
        }

        var last = host[(host.LastIndexOf('.') + 1)..];
        var numeric = LinkText.IsDigits(last) || (last.StartsWith("0x") && !last[2..].ContainsAnyExcept(hexDigits));
        return !numeric || IpAddress.ReadV4(host) is not null;
    }

    private static string? ToAscii(string host)
    {
        if (!host.AsSpan().ContainsAnyExceptInRange('\0', '\u007f'))
        {
            return host;
        }

        var mapped = new char[host.Length];
        for (var at = 0; at < host.Length; at++)
        {
            if (letters.Map(host[at]) is not { } letter)
            {
                return null;
            }

            mapped[at] = letter;
        }

        return string.Join('.', new string(mapped).Split('.').Select(ToALabel));
    }

    private static string ToALabel(string label) =>
        // A label that is longer than 63 letters cannot get shorter, and punycode takes quadratic time.
        label.Length > 63 || !label.AsSpan().ContainsAnyExceptInRange('\0', '\u007f') ? label : $"xn--{Punycode.Encode(label)}";

    /// <summary>UTS 46, cut down to letters that map to one letter; the file is made by <c>generate/host-letters.mjs</c>.</summary>
    private sealed record HostLetters(int[][] Kept, int[][] Mapped)
    {
        public char? Map(char letter) =>
            letter < 0x80 ? letter
            : letter is '\u3002' or '\uff0e' or '\uff61' ? '.'
            : Find(Kept, letter) is not null ? letter
            : Find(Mapped, letter) is { } row ? (char)(letter + row[3]) : null;

        private static int[]? Find(int[][] rows, char letter) =>
            Array.Find(rows, row => letter >= row[0] && letter <= row[1] && (letter - row[0]) % row[2] == 0);
    }
}

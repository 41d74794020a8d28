using System.Runtime.CompilerServices;
using System.Text;

namespace CaseManager.Web.Commands;

/// <summary>Lines of text from standard input, as they arrive.</summary>
public static class StandardInput
{
#pragma warning disable RS0030 // System.CommandLine has an output and an error, but no input.
    public static Stream Open() => Console.OpenStandardInput();
#pragma warning restore RS0030

    /// <summary>Reads the lines of one piece of input at a time, so that an answer never waits for more of it.</summary>
    /// <remarks>UTF-8; what is not becomes U+FFFD. A line ends with LF or CR LF; the last one may end without.</remarks>
    public static async IAsyncEnumerable<IReadOnlyList<string>> ReadLinesAsync(Stream input, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = new StreamReader(input, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);
        var piece = new char[64 * 1024];
        var open = new StringBuilder();
        while (await reader.ReadAsync(piece, cancel) is > 0 and var read)
        {
            var lines = new List<string>();
            var rest = piece.AsMemory(0, read);
            while (rest.Span.IndexOf('\n') is >= 0 and var end)
            {
                lines.Add(Take(open.Append(rest[..end])));
                rest = rest[(end + 1)..];
            }

            open.Append(rest);
            yield return lines;
        }

        if (open.Length > 0)
        {
            yield return [Take(open)];
        }
    }

    private static string Take(StringBuilder open)
    {
        var line = open.ToString();
        open.Clear();
        return line.EndsWith('\r') ? line[..^1] : line;
    }
}

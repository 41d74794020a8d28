using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CsCheck;

namespace CaseManager.Core.Tests.Sealing;

/// <summary>Whatever arrives in the place of an age file is refused by name, or is spelt as one is written.</summary>
public sealed class AgeHeaderFuzzTests
{
    private static readonly long runs = long.TryParse(Environment.GetEnvironmentVariable("FUZZ_RUNS"), out var given) ? given : 2000;
    private static readonly byte[] publicKey = HybridKey.PublicKeyOf(RandomNumberGenerator.GetBytes(32));
    private static readonly byte[][] files = [AgeWriter.Seal("x"u8, publicKey), AgeWriter.Seal("x"u8, publicKey, publicKey), []];

    private static readonly Gen<byte[]> puts = Gen.OneOf(
        Gen.Byte.Array[1, 8],
        Gen.OneOf("\n", "-> ", "--- ", "A", "=", "B", "age-encryption.org/v1\n").Select(Encoding.ASCII.GetBytes));

    private static readonly Gen<byte[]> inputs = Gen.Select(
        Gen.OneOf<byte[]>(files),
        Gen.Select(Gen.Int[0, 5], Gen.Double[0, 1], puts, Gen.Int[1, 1600]).Array[1, 3],
        (file, steps) => steps.Aggregate(file, (bytes, step) => Tampered(bytes, step.Item1, (int)(step.Item2 * bytes.Length), step.Item3, step.Item4)));

    [Fact]
    public void Read_AnyBytes_AreRefusedByNameOrSpeltAsWritten() => inputs.Sample(
        file =>
        {
            try
            {
                var header = AgeHeader.Read(file);
                var lines = Encoding.Latin1.GetString(file, 0, header.Length).Split('\n');

                return lines.Select(Respelt).SequenceEqual(lines) && lines.Length == 3 + (2 * header.Recipients) && HasLength(header, file.Length);
            }
            catch (RefusedException refused)
            {
                return refused.Code is "not-an-age-file" or "foreign-stanza" or "recipients";
            }
        },
        iter: runs);

    private static bool HasLength(AgeHeader header, int fileLength)
    {
        try
        {
            return header.PlaintextLength(fileLength) >= 0;
        }
        catch (RefusedException refused)
        {
            return refused.Code == "truncated";
        }
    }

    /// <summary>A line with its base64 read and written again.</summary>
    private static string Respelt(string line)
    {
        var text = line.Split(' ')[^1];
        if (line.StartsWith("age-", StringComparison.Ordinal) || text.Length == 0)
        {
            return line;
        }

        var bytes = Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
        return line[..^text.Length] + Convert.ToBase64String(bytes).TrimEnd('=');
    }

    private static byte[] Tampered(byte[] bytes, int how, int at, byte[] put, int length) => how switch
    {
        0 when bytes.Length > at => [.. bytes[..at], (byte)(bytes[at] ^ Math.Max((byte)1, put[0])), .. bytes[(at + 1)..]],
        1 => [.. bytes[..at], .. put, .. bytes[at..]],
        2 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + length)..]],
        3 => bytes[..at],
        4 => [.. bytes[..at], .. bytes[at..Math.Min(bytes.Length, at + length)], .. bytes[at..]],
        _ => [.. bytes, .. put],
    };
}

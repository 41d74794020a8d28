using System.Buffers.Binary;
using System.Text;

namespace CaseManager.StatsAttack.Bundles;

/// <summary>Reads a ZIP file byte by byte, because what a library hides (order, dates, gaps between the entries) is what this is about.</summary>
public static class StoredZip
{
    private const int EndLength = 22;
    private const int Fixed1980 = 0x0021;
    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(value => RemainderOf((uint)value))];

    /// <summary>Entries in the order of the directory.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="findings">What is not as it should be is added here.</param>
    /// <exception cref="InvalidDataException">It cannot be read at all.</exception>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Read(byte[] file, List<string> findings)
    {
        try
        {
            return ReadEntries(file, findings);
        }
        catch (Exception wrong) when (wrong is ArgumentOutOfRangeException or OverflowException or DecoderFallbackException)
        {
            throw new InvalidDataException("Not a ZIP file of the plain kind.", wrong);
        }
    }

    private static List<(string Name, byte[] Bytes)> ReadEntries(byte[] file, List<string> findings)
    {
        var utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var end = file.Length - EndLength;
        if (end < 0 || Number(file, end) != 0x06054b50)
        {
            throw new InvalidDataException("Not a ZIP file, or one with a comment at its end.");
        }

        var entries = new List<(string Name, byte[] Bytes)>();
        var directory = (int)Number(file, end + 16);
        var (at, expectedOffset) = (directory, 0);
        for (var left = Short(file, end + 10); left > 0; left--)
        {
            if (Number(file, at) != 0x02014b50)
            {
                throw new InvalidDataException("The directory is damaged.");
            }

            var (flags, method, time, date) = (Short(file, at + 8), Short(file, at + 10), Short(file, at + 12), Short(file, at + 14));
            var (packed, size) = ((int)Number(file, at + 20), (int)Number(file, at + 24));
            var (nameLength, extra, comment) = (Short(file, at + 28), Short(file, at + 30), Short(file, at + 32));
            var offset = (int)Number(file, at + 42);
            var name = utf8.GetString(file.AsSpan(at + 46, nameLength));
            AddIf(findings, method != 0 || packed != size, $"{name} is not stored");
            AddIf(findings, time != 0 || date != Fixed1980, $"{name} is not dated 1980-01-01 00:00");
            AddIf(findings, extra != 0 || comment != 0, $"{name} carries an extra field or a comment");
            AddIf(findings, offset != expectedOffset, $"{name} does not follow the entry before it");
            AddIf(findings, Number(file, offset) != 0x04034b50, $"{name} has no header of its own");
            AddIf(
                findings,
                Short(file, offset + 8) != method || Short(file, offset + 10) != time || Short(file, offset + 12) != date,
                $"{name} is described in two ways");
            var start = offset + 30 + Short(file, offset + 26) + Short(file, offset + 28);
            AddIf(
                findings,
                Short(file, offset + 28) != 0 || !file.AsSpan(offset + 30, Short(file, offset + 26)).SequenceEqual(file.AsSpan(at + 46, nameLength)),
                $"{name} has another name, or an extra field, in its own header");
            entries.Add((name, file.AsSpan(start, packed).ToArray()));
            AddIf(findings, Crc32(entries[^1].Bytes) != Number(file, at + 16), $"{name} does not match its check sum");
            expectedOffset = start + packed + ((flags & 8) == 0 ? 0 : Number(file, start + packed) == 0x08074b50 ? 16 : 12);
            at += 46 + nameLength + extra + comment;
        }

        AddIf(findings, expectedOffset != directory || at != end, "there is something between the entries");
        AddIf(findings, !entries.Select(entry => entry.Name).SequenceEqual(entries.Select(entry => entry.Name).Order(StringComparer.Ordinal)), "the entries are not in ordinal order");
        AddIf(findings, entries.DistinctBy(entry => entry.Name).Count() != entries.Count, "a name stands twice");
        return entries;
    }

    private static void AddIf(List<string> findings, bool isWrong, string finding)
    {
        if (isWrong)
        {
            findings.Add(finding);
        }
    }

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc = Remainders[(crc ^ one) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint RemainderOf(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        }

        return value;
    }

    private static uint Number(byte[] file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    private static ushort Short(byte[] file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));
}

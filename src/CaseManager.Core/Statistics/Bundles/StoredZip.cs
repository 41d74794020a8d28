using System.Text;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>ZIP files whose bytes follow from their entries alone, on every machine and with every runtime.</summary>
/// <remarks>Entries are stored, in ordinal order of their names, dated 1980-01-01 00:00 (the format's first moment), without extra fields,
/// comments or attributes. PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.</remarks>
public static class StoredZip
{
    private const ushort Version = 20;
    private const ushort NamesAreUtf8 = 1 << 11;
    private const ushort Stored = 0;
    private const ushort Midnight = 0;
    private const ushort FirstDay = (1 << 5) | 1;

    /// <summary>Writes a whole file.</summary>
    /// <param name="entries">Names with slashes between folders, and what they hold; in any order. Together under 2 GiB.</param>
    /// <exception cref="ArgumentException">A name is empty or stands there twice, or there are 65,535 entries or more.</exception>
    public static byte[] Write(IEnumerable<(string Name, byte[] Content)> entries)
    {
        var sorted = entries.OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList();
        if (sorted.Exists(entry => entry.Name.Length == 0))
        {
            throw new ArgumentException("An entry has no name.", nameof(entries));
        }

        if (sorted.Zip(sorted.Skip(1)).FirstOrDefault(pair => pair.First.Name == pair.Second.Name) is { First.Name: { } name })
        {
            throw new ArgumentException($"The entry {name} stands there twice.", nameof(entries));
        }

        if (sorted.Count >= ushort.MaxValue)
        {
            throw new ArgumentException("There are too many entries.", nameof(entries));
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var placed = sorted.ConvertAll(entry => WriteEntry(writer, entry.Name, entry.Content));
        var directory = checked((uint)stream.Position);
        placed.ForEach(entry => WriteDirectoryEntry(writer, entry));
        WriteEnd(writer, (ushort)placed.Count, directory, checked((uint)stream.Position) - directory);
        return stream.ToArray();
    }

    private static Placed WriteEntry(BinaryWriter writer, string name, byte[] content)
    {
        var entry = new Placed(Encoding.UTF8.GetBytes(name), Crc32.Of(content), (uint)content.Length, checked((uint)writer.BaseStream.Position));
        writer.Write("PK\x03\x04"u8);
        WriteCommon(writer, entry);
        writer.Write(entry.Name);
        writer.Write(content);
        return entry;
    }

    private static void WriteDirectoryEntry(BinaryWriter writer, Placed entry)
    {
        writer.Write("PK\x01\x02"u8);
        writer.Write(Version);
        WriteCommon(writer, entry);
        writer.Write((ushort)0); // comment
        writer.Write((ushort)0); // disk
        writer.Write((ushort)0); // internal attributes
        writer.Write(0u); // external attributes
        writer.Write(entry.Offset);
        writer.Write(entry.Name);
    }

    private static void WriteCommon(BinaryWriter writer, Placed entry)
    {
        writer.Write(Version);
        writer.Write(NamesAreUtf8);
        writer.Write(Stored);
        writer.Write(Midnight);
        writer.Write(FirstDay);
        writer.Write(entry.Crc);
        writer.Write(entry.Length);
        writer.Write(entry.Length);
        writer.Write(checked((ushort)entry.Name.Length));
        writer.Write((ushort)0); // extra field
    }

    private static void WriteEnd(BinaryWriter writer, ushort count, uint directory, uint length)
    {
        writer.Write("PK\x05\x06"u8);
        writer.Write((ushort)0); // this disk
        writer.Write((ushort)0); // disk of the directory
        writer.Write(count);
        writer.Write(count);
        writer.Write(length);
        writer.Write(directory);
        writer.Write((ushort)0); // comment
    }

    private sealed record Placed(byte[] Name, uint Crc, uint Length, uint Offset);
}

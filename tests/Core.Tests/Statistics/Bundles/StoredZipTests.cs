using System.IO.Compression;
using System.Security.Cryptography;
using CaseManager.Core.Statistics.Bundles;

namespace CaseManager.Core.Tests.Statistics.Bundles;

public sealed class StoredZipTests
{
    private static readonly (string Name, byte[] Content)[] Entries =
    [
        ("data/b.csv", "value\n20\n"u8.ToArray()), ("data/a.csv", []), ("README.txt", [0, 255, 1]), ("a/ü.txt", "ü"u8.ToArray()), ("Z", new byte[70_000]),
    ];

    [Fact]
    public void Write_AnyOrder_GivesTheSameBytes() => Assert.Equal(StoredZip.Write(Entries), StoredZip.Write([.. Entries.Reverse()]));

    [Fact]
    public void Write_OnEveryMachine_GivesTheseBytes() =>
        Assert.Equal("a71feb7092dd3c92effb5277cb920a2b3cce23adeb97b856e43213d25bbf07e9", Convert.ToHexStringLower(SHA256.HashData(StoredZip.Write(Entries))));

    [Fact]
    public void Write_ReadBack_HoldsEveryEntryInOrdinalOrderStoredAndDatedAtTheFormatsFirstMoment()
    {
        using var archive = new ZipArchive(new MemoryStream(StoredZip.Write(Entries)));

        Assert.Equal(["README.txt", "Z", "a/ü.txt", "data/a.csv", "data/b.csv"], archive.Entries.Select(entry => entry.FullName));
        Assert.All(archive.Entries, entry =>
        {
            var content = Entries.Single(one => one.Name == entry.FullName).Content;
            Assert.Equal(content, Read(entry));
            Assert.Equal((content.Length, 0), (entry.CompressedLength, entry.ExternalAttributes));
            Assert.Equal(new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), entry.LastWriteTime.DateTime);
        });
    }

    // Check value of the CRC catalogue for CRC-32/ISO-HDLC.
    [Fact]
    public void Of_NineDigits_IsTheKnownCheckValue() => Assert.Equal(0xCBF4_3926, Crc32.Of("123456789"u8));

    [Fact]
    public void Write_NothingInIt_IsAnEmptyArchive()
    {
        using var archive = new ZipArchive(new MemoryStream(StoredZip.Write([])));

        Assert.Empty(archive.Entries);
    }

    [Fact]
    public void Write_NameTwice_IsRefused() => Assert.Throws<ArgumentException>(() => StoredZip.Write([("a", [1]), ("b", []), ("a", [2])]));

    [Fact]
    public void Write_NameEmpty_IsRefused() => Assert.Throws<ArgumentException>(() => StoredZip.Write([("", [])]));

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}

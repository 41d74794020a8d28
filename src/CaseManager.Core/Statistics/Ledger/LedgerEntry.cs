using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Statistics.Ledger;

/// <summary>One draw: a family's noise for a period was drawn, and the budget for it is spent. Written once, never changed.</summary>
public sealed class LedgerEntry
{
    private static readonly byte[] Label = Encoding.ASCII.GetBytes("casemanager/1 statistics ledger");

    /// <summary>Number in the ledger, from 1, without gaps.</summary>
    public required int Entry { get; init; }

    /// <summary>Number of the family.</summary>
    public required short Family { get; init; }

    /// <summary>As it is written.</summary>
    public required string Period { get; init; }

    /// <summary>First month.</summary>
    public required Month From { get; init; }

    /// <summary>First month after it.</summary>
    public required Month Until { get; init; }

    /// <summary>0, or 1 for the one correction.</summary>
    public required short Revision { get; init; }

    /// <summary>Numerator of ε.</summary>
    public required long Num { get; init; }

    /// <summary>Denominator of ε.</summary>
    public required long Den { get; init; }

    public required Guid ReleaseId { get; init; }

    /// <summary>UTC, whole milliseconds.</summary>
    public required DateTimeOffset BuiltAt { get; init; }

    /// <summary>SHA-256 over the entry before and everything above, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The entry that follows another.</summary>
    /// <param name="previous">The newest, or <see langword="null"/> before the first.</param>
    public static LedgerEntry After(LedgerEntry? previous, Family family, Periods.Period period, short revision, long num, long den, Guid release, DateTimeOffset builtAt)
    {
        var entry = new LedgerEntry
        {
            Entry = (previous?.Entry ?? 0) + 1,
            Family = family.Number,
            Period = period.Text,
            From = period.From,
            Until = period.Until,
            Revision = revision,
            Num = num,
            Den = den,
            ReleaseId = release,
            BuiltAt = builtAt,
            Hash = [],
        };
        return entry.Linked(previous);
    }

    /// <summary>Whether it is what was written after the one before.</summary>
    public bool Follows(LedgerEntry? previous) => Entry == (previous?.Entry ?? 0) + 1 && Linked(previous).Hash.AsSpan().SequenceEqual(Hash);

    private LedgerEntry Linked(LedgerEntry? previous) => new()
    {
        Entry = Entry,
        Family = Family,
        Period = Period,
        From = From,
        Until = Until,
        Revision = Revision,
        Num = Num,
        Den = Den,
        ReleaseId = ReleaseId,
        BuiltAt = BuiltAt,
        Hash = HashOf(previous?.Hash ?? new byte[SHA256.HashSizeInBytes]),
    };

    // Big-endian numbers of eight bytes, the release's 16 bytes, then the period to the end: no two entries read the same.
    private byte[] HashOf(ReadOnlySpan<byte> previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Label);
        hash.AppendData(previous);
        foreach (var number in new long[] { Entry, Family, From.Index, Until.Index, Revision, Num, Den, BuiltAt.ToUnixTimeMilliseconds() })
        {
            var bytes = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            hash.AppendData(bytes);
        }

        hash.AppendData(HexId.Bytes(ReleaseId));
        hash.AppendData(Encoding.UTF8.GetBytes(Period));
        return hash.GetHashAndReset();
    }
}

internal sealed class LedgerEntryConfiguration : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger", "statistics");
        builder.HasKey(row => row.Entry);
        builder.Property(row => row.Entry).ValueGeneratedNever();
        builder.Property(row => row.Period).HasMaxLength(16);
        builder.Property(row => row.From).HasMonth();
        builder.Property(row => row.Until).HasMonth();
        builder.HasIndex(row => new { row.Family, row.Period, row.Revision }).IsUnique();
        builder.HasIndex(row => row.ReleaseId);
    }
}

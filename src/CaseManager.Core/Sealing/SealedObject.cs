using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing;

/// <summary>One age file of a case as the server keeps it: where it belongs, and bytes it cannot open.</summary>
public sealed class SealedObject
{
    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Random, chosen by whoever sealed it.</summary>
    public required Guid ObjectId { get; init; }

    /// <summary>The key pair it belongs to (for a wrap: the pair whose seed it carries).</summary>
    public required KeyPairName KeyPair { get; init; }

    /// <summary>Generation of the key pair.</summary>
    public required int Generation { get; init; }

    /// <summary>What it is, by its code.</summary>
    public required string Kind { get; init; }

    /// <summary><c>survivor</c>, <c>server</c> or <c>staff:</c> and 32 hexadecimal characters.</summary>
    public required string Author { get; init; }

    /// <summary>Place in the author's chain under this key pair, from 1; 0 for wraps, which stand outside it.</summary>
    public required int Sequence { get; init; }

    /// <summary>Hash of the author's object before, 32 bytes; zeros for the first and for wraps.</summary>
    public required byte[] Previous { get; init; }

    /// <summary>SHA-256 of <see cref="File"/>, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Who can open a wrap: <c>epoch:1</c>, <c>recovery</c>, <c>receipt</c>, <c>staff:…</c>; <see langword="null"/> for everything else.</summary>
    public string? Recipient { get; init; }

    /// <summary>The age file.</summary>
    public required byte[] File { get; init; }

    /// <summary>When the server stored it, UTC.</summary>
    public required DateTimeOffset StoredAt { get; init; }
}

internal sealed class SealedObjectConfiguration : IEntityTypeConfiguration<SealedObject>
{
    public void Configure(EntityTypeBuilder<SealedObject> builder)
    {
        builder.ToTable("objects", "sealing");
        builder.HasKey(o => new { o.CaseId, o.ObjectId });
        builder.Property(o => o.KeyPair).HasConversion<string>().HasMaxLength(1);
        builder.Property(o => o.Kind).HasMaxLength(32);
        builder.Property(o => o.Author).HasMaxLength(38);
        builder.Property(o => o.Recipient).HasMaxLength(38);

        // One place in a chain is taken once; a second writer gets the current head and tries again.
        builder.HasIndex(o => new { o.CaseId, o.Author, o.KeyPair, o.Sequence })
            .IsUnique()
            .HasFilter("\"Kind\" <> 'wrap'");
        builder.HasIndex(o => new { o.CaseId, o.KeyPair, o.Generation, o.Recipient })
            .IsUnique()
            .HasFilter("\"Kind\" = 'wrap'");

        // Who can still open what: the cases of an older epoch, or of somebody who left.
        builder.HasIndex(o => new { o.Recipient, o.CaseId }, "objects_recipient")
            .HasFilter("\"Kind\" = 'wrap' AND \"Recipient\" <> 'recovery' AND \"Recipient\" <> 'receipt'");
    }
}

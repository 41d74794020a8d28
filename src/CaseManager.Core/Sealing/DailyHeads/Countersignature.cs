using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>An auditor's signature on a daily head, made in her browser after it had held the head against the one before.</summary>
/// <remarks>The app role may insert it and say what became of the file, nothing else.</remarks>
public sealed class Countersignature
{
    /// <summary>Label of the signature; it covers the head's bytes.</summary>
    public const string Label = "casemanager/1 audit head";

    public required DateOnly Day { get; init; }

    /// <summary>The auditor.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>Ed25519 over <see cref="Label"/> and the head's bytes, 64 bytes.</summary>
    public required byte[] Signature { get; init; }

    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>When it stood beside the head's file.</summary>
    public DateTimeOffset? WrittenAt { get; private set; }

    public void MarkWritten(DateTimeOffset at) => WrittenAt = at;
}

internal sealed class CountersignatureConfiguration : IEntityTypeConfiguration<Countersignature>
{
    public void Configure(EntityTypeBuilder<Countersignature> builder)
    {
        builder.ToTable("countersignatures", "sealing");
        builder.HasKey(signature => new { signature.Day, signature.StaffId });
        builder.HasOne<DailyHead>().WithMany().HasForeignKey(signature => signature.Day).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(signature => signature.WrittenAt).HasFilter("\"WrittenAt\" is null");
    }
}

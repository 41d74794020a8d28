using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>What a survivor's browser needs to seal to the team, signed by an officer, at most 4 KiB.</summary>
public sealed class IntakeBundle
{
    /// <summary>Epoch it seals to.</summary>
    public required int Epoch { get; init; }

    /// <summary>The signed JSON document, verbatim, UTF-8.</summary>
    public required byte[] Bundle { get; init; }

    /// <summary>Ed25519, 64 bytes.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>The chain of officers' certificates from the root to the signer, JSON, verbatim.</summary>
    public required string Certificates { get; init; }
}

internal sealed class IntakeBundleConfiguration : IEntityTypeConfiguration<IntakeBundle>
{
    public void Configure(EntityTypeBuilder<IntakeBundle> builder)
    {
        builder.ToTable("intake_bundles", "sealing");
        builder.HasKey(b => b.Epoch);
        builder.Property(b => b.Epoch).ValueGeneratedNever();
    }
}

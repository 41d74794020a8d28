using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing;

/// <summary>What makes this installation itself: made at genesis, in the signed intake bundle, never changed.</summary>
public sealed class Instance
{
    /// <summary>Always 1: there is one row.</summary>
    public int Id { get; init; } = 1;

    /// <summary>16 random bytes; part of every case id and frame.</summary>
    public required byte[] InstanceId { get; init; }

    /// <summary>16 random bytes: salt of PBKDF2 over receipts.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>Ed25519 public key of the root, 32 bytes.</summary>
    public required byte[] RootKey { get; init; }

    /// <summary>Public hybrid key of recovery, 1,216 bytes.</summary>
    public required byte[] RecoveryKey { get; init; }
}

internal sealed class InstanceConfiguration : IEntityTypeConfiguration<Instance>
{
    public void Configure(EntityTypeBuilder<Instance> builder)
    {
        builder.ToTable("instance", "sealing", t => t.HasCheckConstraint("one_row", "\"Id\" = 1"));
        builder.Property(i => i.Id).ValueGeneratedNever();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing;

/// <summary>A staff member's keys: the seed sealed to her unlock methods, and the public halves. The server opens none of it.</summary>
public sealed class StaffKeys
{
    /// <summary>The staff member.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>Age file with the 32-byte seed, sealed to the recipients of <see cref="Methods"/>.</summary>
    public required byte[] KeyFile { get; set; }

    /// <summary>Her unlock methods as JSON, each signed by her signing key, verbatim.</summary>
    public required string Methods { get; set; }

    /// <summary>Ed25519 public key, 32 bytes.</summary>
    public required byte[] SigningKey { get; init; }

    /// <summary>Public hybrid key, 1,216 bytes.</summary>
    public required byte[] RecipientKey { get; init; }

    /// <summary>When her browser made them, UTC.</summary>
    public required DateTimeOffset MadeAt { get; init; }
}

internal sealed class StaffKeysConfiguration : IEntityTypeConfiguration<StaffKeys>
{
    public void Configure(EntityTypeBuilder<StaffKeys> builder)
    {
        builder.ToTable("staff_keys", "sealing");
        builder.HasKey(k => k.StaffId);
        builder.Property(k => k.StaffId).ValueGeneratedNever();
    }
}

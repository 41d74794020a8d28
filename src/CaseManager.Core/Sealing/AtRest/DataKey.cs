using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing.AtRest;

/// <summary>The key under which what was released of a case, or of a target, rests. Destroying the row makes it unreadable.</summary>
public sealed class DataKey
{
    /// <summary>The case's or the target's id.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>32-byte key under AES-256-GCM with the key file: nonce 12, ciphertext 32, tag 16.</summary>
    public required byte[] Wrapped { get; init; }
}

internal sealed class DataKeyConfiguration : IEntityTypeConfiguration<DataKey>
{
    public void Configure(EntityTypeBuilder<DataKey> builder)
    {
        builder.ToTable("data_keys", "sealing");
        builder.HasKey(k => k.OwnerId);
        builder.Property(k => k.OwnerId).ValueGeneratedNever();
    }
}

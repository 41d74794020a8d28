using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing;

/// <summary>The server's half of what opens a staff member's seed in her own browser; forgotten when idle, locked or signed out.</summary>
public sealed class UnlockHalf
{
    /// <summary>SHA-256 of the session's identifier, 32 bytes.</summary>
    public required byte[] SessionHash { get; init; }

    /// <summary>The staff member.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>32 bytes made by the browser.</summary>
    public required byte[] Half { get; init; }

    /// <summary>When it is forgotten unless used before, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class UnlockHalfConfiguration : IEntityTypeConfiguration<UnlockHalf>
{
    public void Configure(EntityTypeBuilder<UnlockHalf> builder)
    {
        builder.ToTable("unlock_halves", "sealing");
        builder.HasKey(h => h.SessionHash);
        builder.HasIndex(h => h.ExpiresAt);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>A team epoch's private key, sealed to one member by an officer's browser.</summary>
public sealed class EpochWrap
{
    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The member who can open it.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>The age file.</summary>
    public required byte[] File { get; init; }
}

internal sealed class EpochWrapConfiguration : IEntityTypeConfiguration<EpochWrap>
{
    public void Configure(EntityTypeBuilder<EpochWrap> builder)
    {
        builder.ToTable("epoch_wraps", "sealing");
        builder.HasKey(w => new { w.Epoch, w.StaffId });
    }
}

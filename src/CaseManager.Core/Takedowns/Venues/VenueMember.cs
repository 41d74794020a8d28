using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>Where a target belongs. Goes with its target.</summary>
public sealed class VenueMember
{
    /// <summary>The target.</summary>
    public required Guid TargetId { get; init; }

    /// <summary>Its venue; <see langword="null"/> where it was looked for and there is none.</summary>
    public Guid? VenueId { get; init; }

    /// <summary>Whether the target is the venue as a whole.</summary>
    public required bool IsWhole { get; init; }
}

internal sealed class VenueMemberConfiguration : IEntityTypeConfiguration<VenueMember>
{
    public void Configure(EntityTypeBuilder<VenueMember> builder)
    {
        builder.ToTable("venue_members", "takedowns");
        builder.HasKey(m => m.TargetId);
        builder.Property(m => m.TargetId).ValueGeneratedNever();
        builder.HasOne<Target>().WithOne().HasForeignKey<VenueMember>(m => m.TargetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Venue>().WithMany().HasForeignKey(m => m.VenueId).OnDelete(DeleteBehavior.Restrict);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Cases;

/// <summary>A case that only those who work on it may know of; its keys are wrapped to them and to recovery alone.</summary>
public sealed class Restriction
{
    public required Guid CaseId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset Since { get; init; }
}

internal sealed class RestrictionConfiguration : IEntityTypeConfiguration<Restriction>
{
    public void Configure(EntityTypeBuilder<Restriction> builder)
    {
        builder.ToTable("restrictions", "cases");
        builder.HasKey(restriction => restriction.CaseId);
        builder.Property(restriction => restriction.CaseId).ValueGeneratedNever();
    }
}

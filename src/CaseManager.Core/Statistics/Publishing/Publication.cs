using CaseManager.Core.Statistics.Releases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Statistics.Publishing;

/// <summary>A release stands on the organisation's own public page.</summary>
public sealed class Publication
{
    public required Guid ReleaseId { get; init; }

    /// <summary>A supervisor.</summary>
    public required Guid By { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

internal sealed class PublicationConfiguration : IEntityTypeConfiguration<Publication>
{
    public void Configure(EntityTypeBuilder<Publication> builder)
    {
        builder.ToTable("publications", "statistics");
        builder.HasKey(row => row.ReleaseId);
        builder.HasOne<Release>().WithOne().HasForeignKey<Publication>(row => row.ReleaseId);
    }
}

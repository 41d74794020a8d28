using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Statistics.Contributions;

/// <summary>A file that was imported once.</summary>
public sealed class ContributionImport
{
    /// <summary>SHA-256 of its bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset ImportedAt { get; init; }
}

internal sealed class ContributionImportConfiguration : IEntityTypeConfiguration<ContributionImport>
{
    public void Configure(EntityTypeBuilder<ContributionImport> builder)
    {
        builder.ToTable("imports", "statistics");
        builder.HasKey(row => row.Hash);
    }
}

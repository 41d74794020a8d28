using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Statistics.Contributions;

/// <summary>The countable facts of one case as it was first closed. Nothing leads from here to the case.</summary>
public sealed class ClosureContribution
{
    /// <summary>Random; the sealed case alone knows it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Month the case was first closed in.</summary>
    public required Month Month { get; init; }

    /// <summary>Number in <see cref="CodeLists.Platform"/>.</summary>
    public required short Platform { get; init; }

    /// <summary>Number in <see cref="CodeLists.Outcome"/>.</summary>
    public required short Outcome { get; init; }

    /// <summary>Number in <see cref="CodeLists.RemovalTime"/>.</summary>
    public required short RemovalTime { get; init; }
}

internal sealed class ClosureContributionConfiguration : IEntityTypeConfiguration<ClosureContribution>
{
    public void Configure(EntityTypeBuilder<ClosureContribution> builder)
    {
        builder.ToTable("closures", "statistics");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Month).HasMonth();
        builder.HasIndex(row => row.Month);
    }
}

using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Statistics.Contributions;

/// <summary>The countable facts of one case as it was taken in. Nothing leads from here to the case.</summary>
public sealed class IntakeContribution
{
    /// <summary>Random; the sealed case alone knows it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Month the case was registered in.</summary>
    public required Month Month { get; init; }

    /// <summary>Number in <see cref="CodeLists.Platform"/>.</summary>
    public required short Platform { get; init; }

    /// <summary>Number in <see cref="CodeLists.HarmType"/>.</summary>
    public required short HarmType { get; init; }

    /// <summary>ISO 3166-1, or <c>ZZ</c>.</summary>
    public required string Country { get; init; }

    /// <summary>Number in <see cref="CodeLists.AgeBand"/>.</summary>
    public required short AgeBand { get; init; }
}

internal sealed class IntakeContributionConfiguration : IEntityTypeConfiguration<IntakeContribution>
{
    public void Configure(EntityTypeBuilder<IntakeContribution> builder)
    {
        builder.ToTable("intakes", "statistics");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Month).HasMonth();
        builder.Property(row => row.Country).HasMaxLength(2);
        builder.HasIndex(row => row.Month);
    }
}

using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Statistics.Coding;

/// <summary>Countable facts as a caseworker coded them, until the night takes them to the others in shuffled order. Nothing leads from here to the case.</summary>
public sealed class InboxRow
{
    /// <summary>Random, made in the caseworker's browser; the sealed case alone keeps it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Which end of the case.</summary>
    public required Side Side { get; init; }

    /// <summary>Month it was registered or first closed in.</summary>
    public required Month Month { get; init; }

    /// <summary>Number in <see cref="CodeLists.Platform"/>.</summary>
    public required short Platform { get; init; }

    /// <summary>Number in <see cref="CodeLists.HarmType"/>; of an intake only.</summary>
    public short? HarmType { get; init; }

    /// <summary>ISO 3166-1, or <c>ZZ</c>; of an intake only.</summary>
    public string? Country { get; init; }

    /// <summary>Number in <see cref="CodeLists.AgeBand"/>; of an intake only.</summary>
    public short? AgeBand { get; init; }

    /// <summary>Number in <see cref="CodeLists.Outcome"/>; of a closure only.</summary>
    public short? Outcome { get; init; }

    /// <summary>Number in <see cref="CodeLists.RemovalTime"/>; of a closure only.</summary>
    public short? RemovalTime { get; init; }
}

internal sealed class InboxRowConfiguration : IEntityTypeConfiguration<InboxRow>
{
    public void Configure(EntityTypeBuilder<InboxRow> builder)
    {
        builder.ToTable("inbox", "statistics", table => table.HasCheckConstraint(
            "CK_inbox_side",
            """
            ("Side" = 0 and num_nonnulls("HarmType", "Country", "AgeBand") = 3 and num_nonnulls("Outcome", "RemovalTime") = 0)
            or ("Side" = 1 and num_nonnulls("HarmType", "Country", "AgeBand") = 0 and num_nonnulls("Outcome", "RemovalTime") = 2)
            """));
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Side).HasConversion<short>();
        builder.Property(row => row.Month).HasMonth();
        builder.Property(row => row.Country).HasMaxLength(2);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Statistics.Releases;

/// <summary>The figures of one closed period, built once.</summary>
public sealed class Release
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>As it is written: <c>2025</c>.</summary>
    public required string Period { get; init; }

    /// <summary>0, or 1 for the one correction.</summary>
    public required short Revision { get; init; }

    /// <summary>Name of the preset.</summary>
    public required string Preset { get; init; }

    /// <summary>Version of the catalogue.</summary>
    public required int Catalogue { get; init; }

    /// <summary>The declared ones.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>UTC, whole milliseconds.</summary>
    public required DateTimeOffset BuiltAt { get; init; }

    /// <summary>Name of its bundle.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of its bundle, 32 bytes.</summary>
    public required byte[] FileHash { get; init; }
}

/// <summary>The bytes of a release's bundle, the same for every download.</summary>
public sealed class ReleaseFile
{
    public required Guid ReleaseId { get; init; }

    public required byte[] Bytes { get; init; }
}

/// <summary>A release may be shown: the mark outside the database knows of it.</summary>
/// <remarks>Until then nobody has seen its figures, so that a draw that was lost with a database's last seconds may be drawn again.</remarks>
public sealed class ReleaseConfirmation
{
    public required Guid ReleaseId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>One protected cell.</summary>
public sealed class ReleaseCell
{
    /// <summary>Family of totals, which no budget is spent on.</summary>
    public const short Totals = 0;

    public required Guid ReleaseId { get; init; }

    /// <summary>Number of the family, or <see cref="Totals"/>.</summary>
    public required short Family { get; init; }

    /// <summary>As it is written.</summary>
    public required string Period { get; init; }

    /// <summary>Place within its family and period, from 0.</summary>
    public required short Place { get; init; }

    /// <summary>Codes joined by a slash; empty where the family has no dimension.</summary>
    public required string Codes { get; init; }

    /// <summary>Count with noise, or <see langword="null"/> under the threshold: then it is kept nowhere.</summary>
    public required long? Value { get; init; }

    /// <summary>One of <see cref="Bundles.CellStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Whole cases.</summary>
    public required long Margin90 { get; init; }
}

internal sealed class ReleaseConfiguration
    : IEntityTypeConfiguration<Release>, IEntityTypeConfiguration<ReleaseFile>, IEntityTypeConfiguration<ReleaseConfirmation>, IEntityTypeConfiguration<ReleaseCell>
{
    public void Configure(EntityTypeBuilder<Release> builder)
    {
        builder.ToTable("releases", "statistics");

        // What is released to platforms has the plain name.
        builder.HasKey(row => row.Id).HasName("PK_statistics_releases");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Period).HasMaxLength(16);
        builder.Property(row => row.Preset).HasMaxLength(16);
        builder.Property(row => row.FileName).HasMaxLength(200);
        builder.PrimitiveCollection(row => row.Countries);
        builder.HasIndex(row => new { row.Period, row.Revision }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ReleaseFile> builder)
    {
        builder.ToTable("files", "statistics");
        builder.HasKey(row => row.ReleaseId);
        builder.HasOne<Release>().WithOne().HasForeignKey<ReleaseFile>(row => row.ReleaseId);
    }

    public void Configure(EntityTypeBuilder<ReleaseConfirmation> builder)
    {
        builder.ToTable("confirmations", "statistics");
        builder.HasKey(row => row.ReleaseId);
        builder.HasOne<Release>().WithOne().HasForeignKey<ReleaseConfirmation>(row => row.ReleaseId);
    }

    public void Configure(EntityTypeBuilder<ReleaseCell> builder)
    {
        builder.ToTable("cells", "statistics");
        builder.HasKey(row => new { row.ReleaseId, row.Family, row.Period, row.Place });
        builder.Property(row => row.Period).HasMaxLength(16);
        builder.Property(row => row.Codes).HasMaxLength(80);
        builder.Property(row => row.Status).HasMaxLength(16);
        builder.HasOne<Release>().WithMany().HasForeignKey(row => row.ReleaseId);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Cases.Imports;

/// <summary>
/// Which row of a spreadsheet became a case, without telling what stands in it: HMACs under a key that only the team's browsers can
/// make. The same row never becomes two cases; the marks end with the case.
/// </summary>
public sealed class ImportedRow
{
    /// <summary>Bytes of a mark.</summary>
    public const int MarkLength = 16;

    public required Guid CaseId { get; init; }

    /// <summary>Mark of everything that stands in the row, 16 bytes.</summary>
    public required byte[] Row { get; init; }

    /// <summary>Mark of the reference the case had before, 16 bytes; <see langword="null"/> where the row had none.</summary>
    public byte[]? Reference { get; init; }
}

internal sealed class ImportedRowConfiguration : IEntityTypeConfiguration<ImportedRow>
{
    public void Configure(EntityTypeBuilder<ImportedRow> builder)
    {
        builder.ToTable("imported_rows", "cases");
        builder.HasKey(row => row.CaseId);
        builder.Property(row => row.CaseId).ValueGeneratedNever();
        builder.HasIndex(row => row.Row).IsUnique();
        builder.HasIndex(row => row.Reference).HasFilter("\"Reference\" IS NOT NULL");
    }
}

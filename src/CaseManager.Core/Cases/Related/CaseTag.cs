using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Cases.Related;

/// <summary>
/// What can be compared of a link without reading it: its HMAC under the team's index key of one epoch. Equal tags mean the same
/// link; a tag tells nothing without that key.
/// </summary>
public sealed class CaseTag
{
    /// <summary>Bytes of a tag.</summary>
    public const int Length = 16;

    public required Guid CaseId { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] Tag { get; init; }

    /// <summary>The epoch whose index key made it.</summary>
    public required int Epoch { get; init; }
}

internal sealed class CaseTagConfiguration : IEntityTypeConfiguration<CaseTag>
{
    public void Configure(EntityTypeBuilder<CaseTag> builder)
    {
        builder.ToTable("tags", "cases");
        builder.HasKey(tag => new { tag.CaseId, tag.Tag });
        builder.HasIndex(tag => tag.Tag);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns;

/// <summary>One request a notice carries, with what was known of its target when the bytes were fixed.</summary>
public sealed class NoticeItem
{
    /// <summary>The notice.</summary>
    public required Guid NoticeId { get; init; }

    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Place in the notice's numbered list, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>State of the target at sealing.</summary>
    public required TargetState TargetState { get; init; }
}

internal sealed class NoticeItemConfiguration : IEntityTypeConfiguration<NoticeItem>
{
    public void Configure(EntityTypeBuilder<NoticeItem> builder)
    {
        builder.ToTable("notice_items", "takedowns");
        builder.HasKey(i => new { i.NoticeId, i.RequestId });
        builder.Property(i => i.TargetState).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(i => i.RequestId);
    }
}

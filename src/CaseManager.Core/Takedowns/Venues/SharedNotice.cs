using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>
/// A notice that names a venue and nothing else, sealed from the venue's own file. It stands in the ledger of every case that has a link there,
/// without a count and without another case.
/// </summary>
public sealed class SharedNotice
{
    /// <summary>The notice.</summary>
    public required Guid NoticeId { get; init; }

    /// <summary>The venue.</summary>
    public required Guid VenueId { get; init; }

    /// <summary>The venue's file.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>When it was sealed, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A case whose chain was told that a shared notice left.</summary>
public sealed class SharedNoticeMember
{
    /// <summary>The notice.</summary>
    public required Guid NoticeId { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>When it was told, UTC.</summary>
    public required DateTimeOffset ToldAt { get; init; }
}

internal sealed class SharedNoticeConfiguration : IEntityTypeConfiguration<SharedNotice>
{
    public void Configure(EntityTypeBuilder<SharedNotice> builder)
    {
        builder.ToTable("shared_notices", "takedowns");
        builder.HasKey(s => s.NoticeId);
        builder.Property(s => s.NoticeId).ValueGeneratedNever();
        builder.HasOne<Notice>().WithOne().HasForeignKey<SharedNotice>(s => s.NoticeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Venue>().WithMany().HasForeignKey(s => s.VenueId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.VenueId);
    }
}

internal sealed class SharedNoticeMemberConfiguration : IEntityTypeConfiguration<SharedNoticeMember>
{
    public void Configure(EntityTypeBuilder<SharedNoticeMember> builder)
    {
        builder.ToTable("shared_notice_members", "takedowns");
        builder.HasKey(m => new { m.NoticeId, m.CaseId });
        builder.HasOne<SharedNotice>().WithMany().HasForeignKey(m => m.NoticeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(m => m.CaseId);
    }
}

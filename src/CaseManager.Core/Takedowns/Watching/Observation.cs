using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.Watching;

/// <summary>One look at a target by the program. Never changed; goes with its target.</summary>
/// <remarks>No address, no word of the page: a hash and a length only tell whether two looks saw the same bytes.</remarks>
public sealed class Observation
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>What was looked at.</summary>
    public required Guid TargetId { get; init; }

    /// <summary>Looks of one run share what was known of our own sight.</summary>
    public required Guid RunId { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it told.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Which rule said so, one of <see cref="ProbeRules"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>Version of the rules.</summary>
    public required int ParserVersion { get; init; }

    /// <summary>Whether the post we own was seen in the same run.</summary>
    public required bool ControlOk { get; init; }

    /// <summary>HTTP status; null where none came.</summary>
    public int? Status { get; init; }

    /// <summary>Bytes of the page; null where it was not read.</summary>
    public int? Length { get; init; }

    /// <summary>SHA-256 of those bytes.</summary>
    public byte[]? BodyHash { get; init; }

    /// <summary>Whether it counts against the target.</summary>
    public bool IsMiss => ControlOk && Verdict is Verdict.Missing or Verdict.PeerMissing;
}

internal sealed class ObservationConfiguration : IEntityTypeConfiguration<Observation>
{
    public void Configure(EntityTypeBuilder<Observation> builder)
    {
        builder.ToTable("observations", "takedowns");
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Verdict).HasConversion<string>().HasMaxLength(16);
        builder.Property(o => o.Rule).HasMaxLength(80);
        builder.Ignore(o => o.IsMiss);
        builder.HasOne<Target>().WithMany().HasForeignKey(o => o.TargetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(o => new { o.TargetId, o.At });
    }
}

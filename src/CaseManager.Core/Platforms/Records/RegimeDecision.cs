using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Platforms.Records;

/// <summary>One decision of an administrator whether notices may be written under a regime; the newest of a regime counts.</summary>
public sealed class RegimeDecision
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    public required string RegimeId { get; init; }

    /// <summary>From 1; the highest counts.</summary>
    public required int Number { get; init; }

    public required bool MayBeChosen { get; init; }

    /// <summary>A second person approves every notice under it.</summary>
    public required bool SecondPerson { get; init; }

    /// <summary>The doubts of <see cref="RegimeStanding"/> that were on the page; a new one needs a new decision.</summary>
    public required IReadOnlyList<string> DoubtsSeen { get; init; }

    public required Guid AuthorId { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

internal sealed class RegimeDecisionConfiguration : IEntityTypeConfiguration<RegimeDecision>
{
    public void Configure(EntityTypeBuilder<RegimeDecision> builder)
    {
        builder.ToTable("regime_decisions", "platforms");
        builder.Property(decision => decision.Id).ValueGeneratedNever();
        builder.Property(decision => decision.RegimeId).HasMaxLength(64);
        builder.Property(decision => decision.Reason).HasMaxLength(500);
        builder.HasIndex(decision => new { decision.RegimeId, decision.Number }).IsUnique();
    }
}

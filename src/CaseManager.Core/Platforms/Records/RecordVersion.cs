using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Platforms.Records;

/// <summary>What a version of a record is about.</summary>
public enum RecordKind
{
    Platform,
    Regime,
}

/// <summary>One version of a platform or regime that the organisation wrote itself; the highest number counts, and without one the record the program came with.</summary>
public sealed class RecordVersion
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    public required RecordKind Kind { get; init; }

    /// <summary>Directory id of the platform or regime.</summary>
    public required string RecordId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>The whole record as JSON in the shape of the seed file; <see langword="null"/>: taken out of use.</summary>
    public required string? Body { get; init; }

    /// <summary>Who wrote it.</summary>
    public required Guid AuthorId { get; init; }

    /// <summary>Why, in words; nothing about a case.</summary>
    public required string Reason { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Somebody else who compared it with the source; until then no mail goes by itself to an address it brought.</summary>
    public Guid? ConfirmedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <exception cref="InvalidOperationException">The same person wrote it, or it is confirmed already.</exception>
    public void Confirm(Guid staffId, DateTimeOffset at)
    {
        if (staffId == AuthorId || ConfirmedAt is not null)
        {
            throw new InvalidOperationException("A version is confirmed once, by a second person.");
        }

        (ConfirmedBy, ConfirmedAt) = (staffId, at);
    }
}

internal sealed class RecordVersionConfiguration : IEntityTypeConfiguration<RecordVersion>
{
    public void Configure(EntityTypeBuilder<RecordVersion> builder)
    {
        builder.ToTable("record_versions", "platforms");
        builder.Property(version => version.Id).ValueGeneratedNever();
        builder.Property(version => version.Kind).HasConversion<string>().HasMaxLength(10);
        builder.Property(version => version.RecordId).HasMaxLength(64);
        builder.Property(version => version.Reason).HasMaxLength(500);
        builder.HasIndex(version => new { version.Kind, version.RecordId, version.Number }).IsUnique();
    }
}

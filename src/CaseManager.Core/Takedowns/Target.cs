using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns;

/// <summary>What is known of a target; moved by observations only.</summary>
public enum TargetState
{
    /// <summary>Nobody looked yet.</summary>
    Unverified,

    /// <summary>Seen there.</summary>
    Live,

    /// <summary>There, but hidden from the preview.</summary>
    Withheld,

    /// <summary>Missed once or twice.</summary>
    SuspectedGone,

    /// <summary>Missed often enough, or two people saw that it is gone.</summary>
    Gone,

    /// <summary>Came back after it was gone.</summary>
    Reappeared,

    /// <summary>No program can see it.</summary>
    NotCheckable,
}

/// <summary>One canonical content location (DSA Art. 16(2)(b)), shared by every case that names it.</summary>
public sealed class Target
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>HMAC of the canonical key under the look-up key, 32 bytes: finds an equal target without showing it.</summary>
    public required byte[] Lookup { get; init; }

    /// <summary>Version of the link table that made the key.</summary>
    public required int TableVersion { get; init; }

    /// <summary>Canonical key under the target's own data key.</summary>
    public required byte[] KeySealed { get; init; }

    /// <summary>Address built from the key, under the target's own data key.</summary>
    public required byte[] UrlSealed { get; init; }

    /// <summary>Directory id, or <see langword="null"/> for a host without a record.</summary>
    public string? Platform { get; init; }

    /// <summary>What is known of it.</summary>
    public TargetState State { get; private set; }

    /// <summary>When that was last observed, UTC.</summary>
    public DateTimeOffset? ObservedAt { get; private set; }

    /// <summary>Who saw first that it is gone; a second person makes it certain.</summary>
    public Guid? MissedBy { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>.</summary>
    public uint Version { get; private set; }

    /// <summary>Keeps what was seen. Seeing the same again is no move.</summary>
    public void Observe(TargetState seen, DateTimeOffset at)
    {
        if (seen != State)
        {
            State = TargetMoves.Table.Move(State, seen);
            MissedBy = null;
        }

        ObservedAt = at;
    }

    /// <summary>Keeps what was seen of the same place while it had another key, where that is newer.</summary>
    public void TakeOver(Target same)
    {
        if (same.ObservedAt is { } seen && !(ObservedAt >= seen))
        {
            (State, ObservedAt, MissedBy) = (same.State, seen, same.MissedBy);
        }
    }

    /// <summary>A person looked and it was gone; once two people have, it is.</summary>
    public void ObserveGone(Guid staffId, DateTimeOffset at)
    {
        if (State == TargetState.SuspectedGone && MissedBy is { } first && first != staffId)
        {
            Observe(TargetState.Gone, at);
            return;
        }

        Observe(TargetState.SuspectedGone, at);
        MissedBy ??= staffId;
    }
}

internal sealed class TargetConfiguration : IEntityTypeConfiguration<Target>
{
    public void Configure(EntityTypeBuilder<Target> builder)
    {
        builder.ToTable("targets", "takedowns");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Platform).HasMaxLength(64);
        builder.Property(t => t.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(t => t.Version).IsRowVersion();
        builder.HasIndex(t => t.Lookup).IsUnique();
    }
}

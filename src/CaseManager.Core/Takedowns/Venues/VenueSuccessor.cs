using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>What people think of a possible successor.</summary>
public enum SuccessorState
{
    /// <summary>A hint, nobody decided.</summary>
    Suggested,

    /// <summary>A person found that one came after the other.</summary>
    Confirmed,

    /// <summary>A person found that they have nothing to do with each other.</summary>
    Rejected,
}

/// <summary>Why one venue may have come after another; codes only.</summary>
public static class SuccessorHints
{
    /// <summary>Their names have the same stem.</summary>
    public const string NameStem = "name-stem";

    /// <summary>A person says so.</summary>
    public const string Person = "person";
}

/// <summary>Two venues of which one may have come after the other. A suggestion accuses nobody: a person decides, and can take it back.</summary>
public sealed class VenueSuccessor
{
    private static readonly StateTable<SuccessorState> moves = new(new Dictionary<SuccessorState, SuccessorState[]>
    {
        [SuccessorState.Suggested] = [SuccessorState.Confirmed, SuccessorState.Rejected],
        [SuccessorState.Confirmed] = [SuccessorState.Suggested],
        [SuccessorState.Rejected] = [SuccessorState.Suggested],
    });

    private Guid _fromId;
    private Guid _toId;

    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The earlier venue; of a suggestion by its name, the one that was known first.</summary>
    public required Guid FromId { get => _fromId; init => _fromId = value; }

    /// <summary>The later one.</summary>
    public required Guid ToId { get => _toId; init => _toId = value; }

    /// <summary>One of <see cref="SuccessorHints"/>.</summary>
    public required string Hint { get; init; }

    /// <summary>When it was suggested, UTC.</summary>
    public required DateTimeOffset SuggestedAt { get; init; }

    /// <summary>Who suggested it; <see langword="null"/> for the program.</summary>
    public Guid? SuggestedBy { get; init; }

    /// <summary>The one of the two that she named; <see langword="null"/> where both were known.</summary>
    public Guid? NamedId { get; private set; }

    /// <summary>What people think of it.</summary>
    public SuccessorState State { get; private set; } = SuccessorState.Suggested;

    /// <summary>Who decided.</summary>
    public Guid? DecidedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why, in her words, under the earlier venue's data key; may be missing.</summary>
    public byte[]? ReasonSealed { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>.</summary>
    public uint Version { get; private set; }

    /// <summary>A person named one of the two herself.</summary>
    public void Name(Guid venueId) => NamedId = venueId;

    /// <summary>The one of the two that is not this one.</summary>
    public Guid Other(Guid venueId) => venueId == FromId ? ToId : FromId;

    /// <summary>A person found that one of the two came after the other.</summary>
    /// <param name="laterId">Which.</param>
    public void Confirm(Guid laterId, Guid staffId, DateTimeOffset at)
    {
        State = moves.Move(State, SuccessorState.Confirmed);
        (_fromId, _toId) = (Other(laterId), laterId);
        (DecidedBy, DecidedAt) = (staffId, at);
    }

    /// <summary>A person found that they have nothing to do with each other.</summary>
    public void Reject(Guid staffId, DateTimeOffset at)
    {
        State = moves.Move(State, SuccessorState.Rejected);
        (DecidedBy, DecidedAt) = (staffId, at);
    }

    /// <summary>Keeps why.</summary>
    public void Explain(byte[]? reasonSealed) => ReasonSealed = reasonSealed;

    /// <summary>The decision is taken back; it is a suggestion again.</summary>
    public void Undo()
    {
        State = moves.Move(State, SuccessorState.Suggested);
        (DecidedBy, DecidedAt, ReasonSealed) = (null, null, null);
    }
}

internal sealed class VenueSuccessorConfiguration : IEntityTypeConfiguration<VenueSuccessor>
{
    public void Configure(EntityTypeBuilder<VenueSuccessor> builder)
    {
        builder.ToTable("venue_successors", "takedowns");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Hint).HasMaxLength(16);
        builder.Property(s => s.State).HasConversion<string>().HasMaxLength(12);
        builder.Property(s => s.Version).IsRowVersion();
        builder.HasOne<Venue>().WithMany().HasForeignKey(s => s.FromId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Venue>().WithMany().HasForeignKey(s => s.ToId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => new { s.FromId, s.ToId }).IsUnique();
        builder.HasIndex(s => s.ToId);
        builder.HasIndex(s => s.NamedId).HasFilter("\"NamedId\" IS NOT NULL");
    }
}

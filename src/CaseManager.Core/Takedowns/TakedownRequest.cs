using CaseManager.Core.Takedowns.Answers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns;

/// <summary>Where a takedown request stands; moved by people and timers.</summary>
public enum RequestState
{
    /// <summary>Released, not yet put before anybody.</summary>
    Draft,

    /// <summary>Waits for a second person.</summary>
    InReview,

    /// <summary>Notices are leaving, or an answer is awaited.</summary>
    Active,

    /// <summary>Stopped for her safety, on request, or because she withdrew.</summary>
    OnHold,

    /// <summary>Gone, and looked at again.</summary>
    Watching,

    /// <summary>Ended with an outcome.</summary>
    Closed,
}

/// <summary>One case asking one recipient to take down one target.</summary>
public sealed class TakedownRequest
{
    private string _regimeId = "";

    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The target.</summary>
    public required Guid TargetId { get; init; }

    /// <summary><c>platform:</c> and a directory id, or <c>contact:</c> and a typed contact's id.</summary>
    public required string Recipient { get; init; }

    /// <summary>Regime the notices rest on.</summary>
    public required string RegimeId { get => _regimeId; init => _regimeId = value; }

    /// <summary>When it was released, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public RequestState State { get; private set; } = RequestState.Draft;

    /// <summary>The earlier of accepted mail and recorded form, UTC: the clock runs from here.</summary>
    public DateTimeOffset? ClockStartedAt { get; private set; }

    /// <summary>When the recipient must have acted, UTC.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Why there is no <see cref="DueAt"/>, a code of the deadlines.</summary>
    public string? DueReason { get; private set; }

    /// <summary>What the recipient answered last, one of <see cref="AnswerClasses"/>.</summary>
    public string? Answer { get; private set; }

    /// <summary>When that answer came, UTC.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>From 1; a new one begins when the content came back after it was gone.</summary>
    public int Round { get; private set; } = 1;

    /// <summary>How it ended, a code.</summary>
    public string? Outcome { get; private set; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>.</summary>
    public uint Version { get; private set; }

    /// <summary>Nothing under way rests on the other law any more: the next notice rests on this one.</summary>
    public void RestOn(string regimeId) => _regimeId = regimeId;

    /// <summary>Puts it before a second person.</summary>
    public void AskForReview() => Move(RequestState.InReview);

    /// <summary>Its notices may leave.</summary>
    public void Activate() => Move(RequestState.Active);

    /// <summary>Stops it; nothing more leaves until it is activated again.</summary>
    public void Hold() => Move(RequestState.OnHold);

    /// <summary>It is gone; from now on it is only looked at.</summary>
    public void Watch() => Move(RequestState.Watching);

    /// <summary>A notice left. Of several routes the earlier one counts.</summary>
    /// <param name="at">When it left.</param>
    /// <param name="dueAt">When the recipient must have acted.</param>
    /// <param name="dueReason">Why there is no such moment.</param>
    /// <returns>Whether the clock was set.</returns>
    public bool StartClock(DateTimeOffset at, DateTimeOffset? dueAt, string? dueReason)
    {
        if (ClockStartedAt <= at)
        {
            return false;
        }

        (ClockStartedAt, DueAt, DueReason) = (at, dueAt, dueReason);
        return true;
    }

    /// <summary>The same clock, counted anew: by another zone, or other holidays.</summary>
    /// <exception cref="InvalidOperationException">No clock runs.</exception>
    public void MoveDue(DateTimeOffset? dueAt, string? dueReason)
    {
        if (ClockStartedAt is null)
        {
            throw new InvalidOperationException("Only a running clock is counted anew.");
        }

        (DueAt, DueReason) = (dueAt, dueReason);
    }

    /// <summary>What started it never arrived.</summary>
    public void StopClock() => (ClockStartedAt, DueAt, DueReason) = (null, null, null);

    /// <summary>Keeps what the recipient answered. An answer alone moves nothing.</summary>
    public void RecordAnswer(string kind, DateTimeOffset at) => (Answer, AnsweredAt) = (kind, at);

    /// <summary>Ends it.</summary>
    public void Close(string outcome, DateTimeOffset at)
    {
        Move(RequestState.Closed);
        (Outcome, ClosedAt) = (outcome, at);
    }

    private void Move(RequestState to)
    {
        // What was gone and is asked for again, at once or after it rested, is a new round.
        Round += State == RequestState.Watching && to is RequestState.Active or RequestState.OnHold ? 1 : 0;
        State = RequestMoves.Table.Move(State, to);
    }
}

internal sealed class TakedownRequestConfiguration : IEntityTypeConfiguration<TakedownRequest>
{
    public void Configure(EntityTypeBuilder<TakedownRequest> builder)
    {
        builder.ToTable("requests", "takedowns");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Recipient).HasMaxLength(80);
        builder.Property(r => r.RegimeId).HasMaxLength(64);
        builder.Property(r => r.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(r => r.DueReason).HasMaxLength(40);
        builder.Property(r => r.Answer).HasMaxLength(24);
        builder.Property(r => r.Outcome).HasMaxLength(40);
        builder.Property(r => r.Round).HasDefaultValue(1);
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasIndex(r => r.CaseId);
        builder.HasIndex(r => r.TargetId);

        // Case × target × recipient is asked once at a time: two caseworkers releasing at once make one request.
        builder.HasIndex(r => new { r.CaseId, r.TargetId, r.Recipient }).IsUnique().HasFilter("\"State\" <> 'Closed'");
        builder.HasIndex(r => new { r.CaseId, r.DueAt }).HasFilter("\"State\" = 'Active' AND \"DueAt\" IS NOT NULL");
        builder.HasIndex(r => new { r.DueAt, r.Id }).HasFilter("\"State\" = 'Active' AND \"DueAt\" IS NOT NULL");
    }
}

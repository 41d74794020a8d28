using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.FollowUp.Timers;

/// <summary>What a timer of a request wakes somebody for.</summary>
public enum TimerKind
{
    /// <summary>The recipient's statutory time is over: wall clock.</summary>
    Deadline,

    /// <summary>The next step of the ladder.</summary>
    Rung,

    /// <summary>An answer waits for a person: the organisation's working hours.</summary>
    AnswerDue,

    /// <summary>A request that rests is looked at again.</summary>
    HoldReview,
}

/// <summary>Where a timer stands.</summary>
public enum TimerState
{
    Pending,

    /// <summary>It did what it was set for, once.</summary>
    Fired,

    /// <summary>Its reason ended before it was due.</summary>
    Cancelled,
}

/// <summary>One moment at which something of a request is due. The row is the truth; a job only looks for rows that are due.</summary>
public sealed class RequestTimer
{
    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>What for.</summary>
    public required TimerKind Kind { get; init; }

    /// <summary>From 1, of this kind of this request.</summary>
    public required int Round { get; init; }

    /// <summary>The request's case: its chain is locked before anything fires.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The moment it is counted from, UTC: what tells it from an earlier one of its kind.</summary>
    public required DateTimeOffset CountedFrom { get; init; }

    /// <summary>Which step, for <see cref="TimerKind.Rung"/>: rung, round and repetition.</summary>
    public string? Step { get; init; }

    /// <summary>When it is due, UTC.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Version of the working calendar it was computed by; <see langword="null"/> for a wall clock.</summary>
    public string? Calendar { get; private set; }

    /// <summary>Where it stands.</summary>
    public TimerState State { get; private set; }

    /// <summary>When it fired, UTC.</summary>
    public DateTimeOffset? FiredAt { get; private set; }

    /// <summary>Sets it, anew too after it was cancelled.</summary>
    /// <exception cref="InvalidOperationException">It has fired: it never does so again.</exception>
    public void Set(DateTimeOffset dueAt, string? calendar)
    {
        if (State == TimerState.Fired)
        {
            throw new InvalidOperationException("A timer that fired is over.");
        }

        (DueAt, Calendar, State) = (dueAt, calendar, TimerState.Pending);
    }

    /// <summary>Its reason ended.</summary>
    public void Cancel() => State = State == TimerState.Pending ? TimerState.Cancelled : State;

    /// <summary>Uses it up.</summary>
    /// <exception cref="InvalidOperationException">It is not pending.</exception>
    public void Fire(DateTimeOffset at)
    {
        if (State != TimerState.Pending)
        {
            throw new InvalidOperationException("Only a pending timer fires.");
        }

        (State, FiredAt) = (TimerState.Fired, at);
    }
}

internal sealed class RequestTimerConfiguration : IEntityTypeConfiguration<RequestTimer>
{
    public void Configure(EntityTypeBuilder<RequestTimer> builder)
    {
        builder.ToTable("request_timers", "takedowns");
        builder.HasKey(t => new { t.RequestId, t.Kind, t.Round });
        builder.Property(t => t.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(t => t.State).HasConversion<string>().HasMaxLength(12);
        builder.Property(t => t.Step).HasMaxLength(64);
        builder.Property(t => t.Calendar).HasMaxLength(16);
        builder.HasIndex(t => t.CaseId);

        // The search for due work reads this index alone, whatever else the table holds.
        builder.HasIndex(t => new { t.DueAt, t.RequestId, t.Kind, t.Round })
            .IncludeProperties(t => t.CaseId)
            .HasFilter("\"State\" = 'Pending'");
        builder.HasIndex(t => t.Calendar).HasFilter("\"State\" = 'Pending' AND \"Calendar\" IS NOT NULL");
    }
}

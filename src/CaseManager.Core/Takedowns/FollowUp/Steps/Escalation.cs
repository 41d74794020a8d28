using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.FollowUp.Steps;

/// <summary>Where an opened step stands.</summary>
public enum StepState
{
    /// <summary>Waits for a person.</summary>
    Open,

    /// <summary>A person did it.</summary>
    Taken,

    /// <summary>A person decided against it and said why.</summary>
    Skipped,

    /// <summary>The request ended, rests or is only watched.</summary>
    Overtaken,
}

/// <summary>One step that was opened for a request: a rung of its ladder, or work of our own. A step never writes to anybody by itself.</summary>
public sealed class Escalation
{
    /// <summary>Rung of an answer that nobody acted on.</summary>
    public const string AnswerWaits = "answer-waits";

    /// <summary>Rung of a request that rests for a week.</summary>
    public const string HoldReview = "hold-review";

    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Version of the ladders it was opened by.</summary>
    public required int LadderVersion { get; init; }

    /// <summary>The rung, or <see cref="AnswerWaits"/>, <see cref="HoldReview"/>.</summary>
    public required string RungId { get; init; }

    /// <summary>Round of the request, from 1: a new one begins when the content comes back.</summary>
    public required int Round { get; init; }

    /// <summary>How often this rung in the round, from 1.</summary>
    public required int Repeat { get; init; }

    /// <summary>When it was opened, UTC.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>Nobody saw lately that the content is still there: look before it is taken.</summary>
    public bool LookFirst { get; private set; }

    /// <summary>Where it stands.</summary>
    public StepState State { get; private set; }

    /// <summary>Who took or skipped it.</summary>
    public Guid? DecidedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why it was skipped, under the case's data key.</summary>
    public byte[]? ReasonSealed { get; private set; }

    /// <summary>What a body gave for it, under the case's data key.</summary>
    public byte[]? ReferenceSealed { get; private set; }

    /// <summary>The notice it was taken with.</summary>
    public Guid? NoticeId { get; private set; }

    /// <summary>The body it was taken to, a directory id.</summary>
    public string? BodyId { get; private set; }

    /// <summary>Whether it stands on the ladder, rather than being work of our own.</summary>
    public bool IsRung => RungId is not (AnswerWaits or HoldReview);

    /// <summary>Opens it, or opens it again after it was overtaken or its notice reached nobody.</summary>
    /// <exception cref="InvalidOperationException">It is open, or a person skipped it.</exception>
    public void Open(DateTimeOffset at, bool lookFirst)
    {
        if (State == StepState.Skipped || (State == StepState.Open && OpenedAt != default))
        {
            throw new InvalidOperationException("The step was opened before.");
        }

        (OpenedAt, LookFirst, State) = (at, lookFirst, StepState.Open);
        (DecidedBy, DecidedAt, NoticeId, BodyId, ReferenceSealed) = (null, null, null, null, null);
    }

    /// <summary>A person did it.</summary>
    /// <param name="noticeId">By this notice, which may not have left yet.</param>
    /// <param name="bodyId">At this body.</param>
    /// <exception cref="InvalidOperationException">It is not open.</exception>
    public void Take(Guid staffId, DateTimeOffset at, Guid? noticeId, string? bodyId, byte[]? referenceSealed)
    {
        Decide(StepState.Taken, staffId, at);
        (NoticeId, BodyId, ReferenceSealed) = (noticeId, bodyId, referenceSealed);
    }

    /// <summary>A person decided against it.</summary>
    /// <exception cref="InvalidOperationException">It is not open.</exception>
    public void Skip(Guid staffId, DateTimeOffset at, byte[] reasonSealed)
    {
        Decide(StepState.Skipped, staffId, at);
        ReasonSealed = reasonSealed;
    }

    /// <summary>What it was for has ended; nothing where it is not open.</summary>
    public void Overtake() => State = State == StepState.Open ? StepState.Overtaken : State;

    private void Decide(StepState to, Guid staffId, DateTimeOffset at)
    {
        if (State != StepState.Open)
        {
            throw new InvalidOperationException("Only an open step is decided.");
        }

        (State, DecidedBy, DecidedAt) = (to, staffId, at);
    }
}

internal sealed class EscalationConfiguration : IEntityTypeConfiguration<Escalation>
{
    public void Configure(EntityTypeBuilder<Escalation> builder)
    {
        builder.ToTable("escalations", "takedowns");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.RungId).HasMaxLength(32);
        builder.Property(s => s.State).HasConversion<string>().HasMaxLength(12);
        builder.Property(s => s.BodyId).HasMaxLength(80);
        builder.Ignore(s => s.IsRung);
        builder.HasIndex(s => s.CaseId);

        // Whatever a job does twice, a step is opened once.
        builder.HasIndex(s => new { s.RequestId, s.LadderVersion, s.RungId, s.Round, s.Repeat }).IsUnique();
        builder.HasIndex(s => new { s.OpenedAt, s.Id }).HasFilter("\"State\" = 'Open'");
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns;

/// <summary>Where a notice stands. Mail and forms share the first states and part after <see cref="Sealed"/>.</summary>
public enum NoticeState
{
    /// <summary>Bytes fixed, waiting for a second person.</summary>
    Sealed,

    /// <summary>May leave at its due moment.</summary>
    Queued,

    /// <summary>A worker has begun: committed before the first byte went out.</summary>
    Transmitting,

    /// <summary>The relay or platform said yes to the final dot.</summary>
    Accepted,

    /// <summary>Refused for now; tried again on its own schedule.</summary>
    Deferred,

    /// <summary>It may or may not have left (RFC 1047); reconciled, then sent once more, byte-identical.</summary>
    OutcomeUnknown,

    /// <summary>Came back.</summary>
    Bounced,

    /// <summary>Refused for good; a person decides.</summary>
    DeadLetter,

    /// <summary>Stopped before it left.</summary>
    Cancelled,

    /// <summary>Replaced by a newer one before it left.</summary>
    Superseded,

    /// <summary>A form or in-app route: prepared, a person submits it.</summary>
    AwaitingOperator,

    /// <summary>A person submitted it and said when.</summary>
    SubmittedByOperator,

    /// <summary>A person decided not to submit it.</summary>
    Abandoned,
}

/// <summary>How a notice leaves.</summary>
public enum NoticeRoute
{
    /// <summary>By SMTP.</summary>
    Mail,

    /// <summary>By a web form a person fills in.</summary>
    Form,

    /// <summary>By a report inside the platform's app.</summary>
    InApp,
}

/// <summary>One notice, immutable once sealed: what leaves is these bytes or nothing. Its row is the outbox.</summary>
public sealed class Notice
{
    /// <summary>Random, chosen by the browser that showed the preview.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The release it came from.</summary>
    public required Guid ReleaseId { get; init; }

    /// <summary>How it leaves.</summary>
    public required NoticeRoute Route { get; init; }

    /// <summary>Directory or contact id as in <see cref="TakedownRequest.Recipient"/>.</summary>
    public required string Recipient { get; init; }

    /// <summary>Regime and template version: <c>eu-dsa-16/en/1</c>.</summary>
    public required string Template { get; init; }

    /// <summary>SHA-256 of what was shown, 32 bytes.</summary>
    public required byte[] PreviewHash { get; init; }

    /// <summary>The exact bytes that leave (RFC 5322) or the form's fields (JSON), under the case's data key.</summary>
    public required byte[] PayloadSealed { get; init; }

    /// <summary>SHA-256 of the payload, 32 bytes.</summary>
    public required byte[] PayloadHash { get; init; }

    /// <summary>Without angle brackets; <see langword="null"/> for a form.</summary>
    public string? MessageId { get; init; }

    /// <summary>Who released it.</summary>
    public required Guid SealedBy { get; init; }

    /// <summary>When its bytes were fixed, UTC.</summary>
    public required DateTimeOffset SealedAt { get; init; }

    /// <summary>Second person, where the organisation asks for one.</summary>
    public Guid? ApprovedBy { get; internal set; }

    /// <summary>Where it stands.</summary>
    public NoticeState State { get; internal set; } = NoticeState.Sealed;

    /// <summary>When it may be tried next, UTC; <see langword="null"/> where nothing is to be sent.</summary>
    public DateTimeOffset? NextTryAt { get; internal set; }

    /// <summary>Worker that holds it.</summary>
    public string? LeaseOwner { get; internal set; }

    /// <summary>Until when, UTC.</summary>
    public DateTimeOffset? LeaseUntil { get; internal set; }

    /// <summary>Grows with every claim: a worker with an older one may settle nothing.</summary>
    public int Fence { get; internal set; }

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Sent once more after an unknown outcome: the recipient may have it twice.</summary>
    public bool PossibleDuplicate { get; internal set; }

    /// <summary>When it was accepted or submitted, UTC.</summary>
    public DateTimeOffset? LeftAt { get; internal set; }

    /// <summary>Why it stopped, a code.</summary>
    public string? Reason { get; internal set; }

    /// <summary>Who submitted a form.</summary>
    public Guid? SubmittedBy { get; internal set; }

    /// <summary>The platform's reference, under the case's data key.</summary>
    public byte[]? ReferenceSealed { get; internal set; }

    /// <summary>PostgreSQL's <c>xmin</c>.</summary>
    public uint Version { get; private set; }
}

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notices", "takedowns");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Route).HasConversion<string>().HasMaxLength(8);
        builder.Property(n => n.State).HasConversion<string>().HasMaxLength(24);
        builder.Property(n => n.Recipient).HasMaxLength(80);
        builder.Property(n => n.Template).HasMaxLength(80);
        builder.Property(n => n.MessageId).HasMaxLength(200);
        builder.Property(n => n.LeaseOwner).HasMaxLength(80);
        builder.Property(n => n.Reason).HasMaxLength(40);
        builder.Property(n => n.Version).IsRowVersion();
        builder.HasIndex(n => n.CaseId);
        builder.HasIndex(n => n.MessageId).IsUnique();
        builder.HasIndex(n => new { n.NextTryAt, n.Id }).HasFilter("\"NextTryAt\" IS NOT NULL");
        builder.HasIndex(n => n.LeaseUntil).HasFilter("\"State\" = 'Transmitting'");
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns;

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

    /// <summary>Version of the regime's record it was written by, 0 for the one the program came with.</summary>
    public int RegimeVersion { get; init; }

    /// <summary>Its form asks who the person depicted is: it rests on her consent to that as well.</summary>
    public bool AsksWhoSheIs { get; init; }

    /// <summary>Version of the recipient's record, 0 for the one the program came with or a typed contact.</summary>
    public int RecipientVersion { get; init; }

    /// <summary>SHA-256 of what was shown, 32 bytes.</summary>
    public required byte[] PreviewHash { get; init; }

    /// <summary>The exact bytes that leave (RFC 5322) or the form's fields (JSON), under the case's data key.</summary>
    public required byte[] PayloadSealed { get; init; }

    /// <summary>SHA-256 of the payload, 32 bytes.</summary>
    public required byte[] PayloadHash { get; init; }

    /// <summary>Sender and recipients of the SMTP envelope (JSON), under the case's data key; <see langword="null"/> for a form.</summary>
    public byte[]? EnvelopeSealed { get; init; }

    /// <summary>Whom the mail goes to, as <see cref="Sending.ContactHash"/>, 32 bytes; <see langword="null"/> for a form.</summary>
    public byte[]? Contact { get; init; }

    /// <summary>The sealed copy the survivor reads: what was shown and signed.</summary>
    public required Guid ReleaseCopyId { get; init; }

    /// <summary>The earlier notice it reminds of, or goes another way for; <see langword="null"/> for the first to a recipient.</summary>
    public Guid? Follows { get; init; }

    /// <summary>Without angle brackets; <see langword="null"/> for a form.</summary>
    public string? MessageId { get; init; }

    /// <summary>Its code for people, <c>TD-XXXX-XXXX</c>, as it stands in the subject: a hint, never proof.</summary>
    public string? Code { get; init; }

    /// <summary>Who released it.</summary>
    public required Guid SealedBy { get; init; }

    /// <summary>When its bytes were fixed, UTC.</summary>
    public required DateTimeOffset SealedAt { get; init; }

    /// <summary>Second person, where the organisation asks for one.</summary>
    public Guid? ApprovedBy { get; private set; }

    /// <summary>Where it stands.</summary>
    public NoticeState State { get; private set; } = NoticeState.Sealed;

    /// <summary>When it may be tried or looked for next, UTC; <see langword="null"/> where nothing happens by itself.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>Worker that holds it.</summary>
    public string? LeaseOwner { get; private set; }

    /// <summary>Until when, UTC.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>Grows with every claim: a worker with an older one may settle nothing.</summary>
    public int Fence { get; private set; }

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>When the newest of them began, UTC.</summary>
    public DateTimeOffset? BegunAt { get; private set; }

    /// <summary>Sent once more after an unknown outcome: the recipient may have it twice.</summary>
    public bool PossibleDuplicate { get; private set; }

    /// <summary>When it was accepted or submitted, UTC.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>Why it stopped or waits, a code.</summary>
    public string? Reason { get; private set; }

    /// <summary>While it is held for that: when its contact was asked about one of its links, UTC, whichever case it was for.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>The second person who let it go although its contact's limits held it.</summary>
    public Guid? HoldLiftedBy { get; private set; }

    /// <summary>Why, in her words, under the case's data key.</summary>
    public byte[]? HoldLiftedWhySealed { get; private set; }

    /// <summary>Who submitted a form.</summary>
    public Guid? SubmittedBy { get; private set; }

    /// <summary>The platform's reference, under the case's data key.</summary>
    public byte[]? ReferenceSealed { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>.</summary>
    public uint Version { get; private set; }

    /// <summary>Regime it was written under.</summary>
    public string RegimeId => RegimeOf(Template);

    internal static string RegimeOf(string template) => template.Split('/')[0];

    /// <summary>Whether it reached nobody and a new one may be made.</summary>
    public bool HasFailed => NoticeMoves.HasFailed(State);

    /// <summary>Whether taking it back still has an effect.</summary>
    public bool IsUnsent => State is NoticeState.Sealed or NoticeState.Queued or NoticeState.Deferred
        or NoticeState.DeadLetter or NoticeState.AwaitingOperator;

    /// <summary>Whether it waits for its contact's sake alone.</summary>
    public bool IsHeld => State == NoticeState.Deferred && NoticeReasons.Holds.Contains(Reason);

    /// <summary>Lets it go its way: mail into the queue, a form to whoever submits it.</summary>
    public void MakeReady(DateTimeOffset now)
    {
        Move(Route == NoticeRoute.Mail ? NoticeState.Queued : NoticeState.AwaitingOperator);
        NextTryAt = Route == NoticeRoute.Mail ? now : null;
    }

    /// <summary>A second person vouches for it.</summary>
    /// <exception cref="InvalidOperationException">It is the person who released it.</exception>
    public void Approve(Guid staffId, DateTimeOffset now)
    {
        if (staffId == SealedBy)
        {
            throw new InvalidOperationException("A notice is approved by a second person.");
        }

        MakeReady(now);
        ApprovedBy = staffId;
    }

    /// <summary>A worker takes it. It stays where it is, and is due again when the lease ends.</summary>
    /// <exception cref="InvalidOperationException">It does not wait to be sent.</exception>
    public void Claim(string worker, DateTimeOffset until)
    {
        if (State is not (NoticeState.Queued or NoticeState.Deferred))
        {
            throw new InvalidOperationException("Only a waiting notice can be claimed.");
        }

        Fence++;
        (LeaseOwner, LeaseUntil, NextTryAt) = (worker, until, until);
    }

    /// <summary>The worker hands it back without having begun.</summary>
    public void Unclaim(DateTimeOffset now) => (LeaseOwner, LeaseUntil, NextTryAt) = (null, null, now);

    /// <summary>Whether a worker that claimed it still holds it.</summary>
    public bool IsHeldBy(int fence, DateTimeOffset now) => Fence == fence && LeaseUntil > now;

    /// <summary>Its contact may not have it yet.</summary>
    /// <param name="until">When it is looked at again.</param>
    /// <param name="reason">One of <see cref="NoticeReasons.Holds"/>.</param>
    /// <param name="askedAt">When the contact was asked about one of its links.</param>
    /// <returns>Whether that is new; <see langword="false"/> where it waited for the same reason before.</returns>
    public bool Hold(DateTimeOffset until, string reason, DateTimeOffset? askedAt)
    {
        var before = State == NoticeState.Deferred ? Reason : null;
        if (State != NoticeState.Deferred)
        {
            Move(NoticeState.Deferred);
        }

        Rest(reason);
        (NextTryAt, AskedAt) = (until, askedAt);
        return before != reason;
    }

    /// <summary>A second person lets it go although its contact's limits hold it.</summary>
    /// <exception cref="InvalidOperationException">It is the person who released it, or nothing holds it.</exception>
    public void LiftHold(Guid staffId, byte[] whySealed, DateTimeOffset now)
    {
        if (staffId == SealedBy || !IsHeld)
        {
            throw new InvalidOperationException("A hold is lifted by a second person, while there is one.");
        }

        (HoldLiftedBy, HoldLiftedWhySealed, NextTryAt) = (staffId, whySealed, now);
    }

    /// <summary>From the commit of this on it may have left.</summary>
    public void Begin(DateTimeOffset now, DateTimeOffset leaseUntil)
    {
        Move(NoticeState.Transmitting);
        Attempts++;
        (BegunAt, LeaseUntil, NextTryAt, Reason, AskedAt) = (now, leaseUntil, null, null, null);
    }

    /// <summary>The other side said yes to the final dot, or it was found to have arrived.</summary>
    public void Accept(DateTimeOffset at)
    {
        Move(NoticeState.Accepted);
        Rest(null);
        LeftAt = at;
    }

    /// <summary>It was taken and came back for good: it never arrived.</summary>
    public void Bounce(string reason)
    {
        Move(NoticeState.Bounced);
        Rest(reason);
    }

    /// <summary>Refused for now.</summary>
    public void Defer(DateTimeOffset nextTryAt, string reason)
    {
        Move(NoticeState.Deferred);
        Rest(reason);
        NextTryAt = nextTryAt;
    }

    /// <summary>It may or may not have left. A worker that still thinks it holds it does not any more.</summary>
    /// <param name="lookAt">When the search for it ends and it is sent once more; <see langword="null"/> where a person decides.</param>
    public void LoseTrack(DateTimeOffset? lookAt)
    {
        Move(NoticeState.OutcomeUnknown);
        Rest(NoticeReasons.OutcomeUnknown);
        Fence++;
        NextTryAt = lookAt;
    }

    /// <summary>The search for it ended without an answer, and it may not be sent again by itself.</summary>
    public void LeaveToPerson() => NextTryAt = null;

    /// <summary>Refused for good, or given up.</summary>
    public void Bury(string reason)
    {
        Move(NoticeState.DeadLetter);
        Rest(reason);
    }

    /// <summary>Sends the same bytes again; after an unknown outcome the recipient may get them twice.</summary>
    public void SendAgain(DateTimeOffset now)
    {
        PossibleDuplicate |= State == NoticeState.OutcomeUnknown;
        Move(NoticeState.Queued);
        Rest(null);
        NextTryAt = now;
    }

    /// <summary>Stops it before it leaves.</summary>
    public void Cancel(string reason)
    {
        Move(NoticeState.Cancelled);
        Rest(reason);
    }

    /// <summary>A person submitted the form.</summary>
    /// <param name="at">When they did.</param>
    /// <param name="referenceSealed">What the platform gave for it.</param>
    public void Submit(Guid staffId, DateTimeOffset at, byte[]? referenceSealed)
    {
        Move(NoticeState.SubmittedByOperator);
        (SubmittedBy, LeftAt, ReferenceSealed) = (staffId, at, referenceSealed);
    }

    /// <summary>A person decided not to submit the form.</summary>
    public void Abandon(string reason)
    {
        Move(NoticeState.Abandoned);
        Rest(reason);
    }

    private void Rest(string? reason) => (LeaseOwner, LeaseUntil, NextTryAt, Reason, AskedAt) = (null, null, null, reason, null);

    private void Move(NoticeState to) => State = NoticeMoves.Table.Move(State, to);
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
        builder.Property(n => n.Code).HasMaxLength(12);
        builder.Property(n => n.LeaseOwner).HasMaxLength(80);
        builder.Property(n => n.Reason).HasMaxLength(40);
        builder.Property(n => n.Version).IsRowVersion();
        builder.Ignore(n => n.RegimeId);
        builder.Ignore(n => n.HasFailed);
        builder.Ignore(n => n.IsUnsent);
        builder.Ignore(n => n.IsHeld);
        builder.HasIndex(n => n.CaseId);
        builder.HasIndex(n => n.MessageId).IsUnique();
        builder.HasIndex(n => n.Code).HasFilter("\"Code\" IS NOT NULL");
        builder.HasIndex(n => new { n.NextTryAt, n.Id }).HasFilter("\"NextTryAt\" IS NOT NULL");
        builder.HasIndex(n => n.LeaseUntil).HasFilter("\"State\" = 'Transmitting'");

        builder.HasIndex(n => new { n.Contact, n.BegunAt }).HasFilter("\"BegunAt\" IS NOT NULL");
        builder.HasIndex(n => new { n.Contact, n.NextTryAt }).HasFilter("\"State\" IN ('Queued', 'Deferred')");

        // Whatever waits for somebody or something stands in a list that is read by index alone.
        builder.HasIndex(n => new { n.State, n.SealedAt, n.Id })
            .HasFilter("\"State\" IN ('Sealed', 'Queued', 'Transmitting', 'Deferred', 'OutcomeUnknown', 'DeadLetter', 'Bounced', 'AwaitingOperator')");
    }
}

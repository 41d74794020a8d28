using CaseManager.Core.Takedowns.Answers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>Where a mail stands that came in.</summary>
public enum InboundStanding
{
    /// <summary>It belongs to a notice; its words are sealed in the case.</summary>
    Attached,

    /// <summary>It probably belongs to a notice: a person says so, with one click. Sealed to the team.</summary>
    Unconfirmed,

    /// <summary>Nobody knows yet where it belongs. Sealed to the team.</summary>
    Unmatched,

    /// <summary>It could not be taken in, or was too large; it still lies in the mailbox.</summary>
    Quarantined,

    /// <summary>Our own mail, or a person said it is nothing. Its words are gone.</summary>
    Dropped,
}

/// <summary>One mail that came in: codes and hashes, no words of it.</summary>
public sealed class InboundMessage
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>See <see cref="MailPlace"/>.</summary>
    public required string Folder { get; init; }

    public required long Validity { get; set; }

    public required long Uid { get; set; }

    /// <summary>SHA-256 of its bytes, 32 bytes: taken in once, however often it lies there.</summary>
    public required byte[] RawHash { get; init; }

    /// <summary>HMAC of its Message-ID, 32 bytes: an answer to it finds the same notice.</summary>
    public byte[]? MessageIdHash { get; init; }

    /// <summary>HMAC of the sender's own number for our notice, 32 bytes.</summary>
    public byte[]? TicketHash { get; init; }

    /// <summary>When our mailbox got it, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was taken in, UTC.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>One of <see cref="MailKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the rules read in it, one of <see cref="AnswerClasses"/>.</summary>
    public required string Class { get; init; }

    /// <summary>The rule that said so.</summary>
    public required string ClassRule { get; init; }

    /// <summary>How its notice was found, one of <see cref="MatchRules"/>.</summary>
    public required string MatchRule { get; set; }

    /// <summary>Of an answer: whether our mail server vouches that the recipient of our notice wrote it. Of a delivery report: whether a mark of ours led to its notice. Where not, it moves nothing before a person confirms it.</summary>
    public required bool IsVerified { get; init; }

    /// <summary>It reports that the address does not exist (RFC 3463, 5.1.x): nothing more goes there once a person confirms it.</summary>
    public required bool IsBadAddress { get; init; }

    public InboundStanding Standing { get; private set; }

    public Guid? CaseId { get; private set; }

    public Guid? NoticeId { get; private set; }

    /// <summary>The sealed <c>answer</c> in the case.</summary>
    public Guid? ObjectId { get; private set; }

    /// <summary>Team epoch that <see cref="TeamFile"/> opens with.</summary>
    public int? TeamEpoch { get; private set; }

    /// <summary>Its words, sealed to the team until somebody says where they belong.</summary>
    public byte[]? TeamFile { get; private set; }

    /// <summary>Whether a person has to look.</summary>
    public bool NeedsPerson { get; private set; }

    /// <summary>What a person said it is, one of <see cref="AnswerClasses"/>.</summary>
    public string? DecidedClass { get; private set; }

    public Guid? DecidedBy { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>.</summary>
    public uint Version { get; private set; }

    /// <summary>What it is taken to be: what a person said, else what the rules read.</summary>
    public string CountsAs => DecidedClass ?? Class;

    /// <summary>It belongs to a notice.</summary>
    /// <param name="needsPerson">Whether somebody has to look at what it says.</param>
    public void Attach(Notice notice, Guid objectId, bool needsPerson)
    {
        (Standing, CaseId, NoticeId, ObjectId, NeedsPerson) = (InboundStanding.Attached, notice.CaseId, notice.Id, objectId, needsPerson);
        (TeamEpoch, TeamFile) = (null, null);
    }

    /// <summary>Its words wait for somebody who says where they belong.</summary>
    /// <param name="probably">The notice it probably belongs to.</param>
    public void Keep(int epoch, byte[] file, Notice? probably)
    {
        Standing = probably is null ? InboundStanding.Unmatched : InboundStanding.Unconfirmed;
        (TeamEpoch, TeamFile, NeedsPerson) = (epoch, file, true);
        (CaseId, NoticeId) = (probably?.CaseId, probably?.Id);
    }

    /// <summary>Somebody has to look at it after all.</summary>
    public void AskForPerson() => NeedsPerson = true;

    /// <summary>It could not be taken in and stays where it lies.</summary>
    public void Quarantine() => (Standing, NeedsPerson) = (InboundStanding.Quarantined, true);

    /// <summary>It is nothing.</summary>
    public void Drop() => (Standing, NeedsPerson, TeamFile, TeamEpoch, CaseId, NoticeId) = (InboundStanding.Dropped, false, null, null, null, null);

    /// <summary>A person said what it is.</summary>
    public void Decide(string kind, Guid staffId, DateTimeOffset at) => (DecidedClass, DecidedBy, DecidedAt, NeedsPerson) = (kind, staffId, at, false);
}

internal sealed class InboundMessageConfiguration : IEntityTypeConfiguration<InboundMessage>
{
    public void Configure(EntityTypeBuilder<InboundMessage> builder)
    {
        builder.ToTable("inbound_messages", "takedowns");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Folder).HasMaxLength(40);
        builder.Property(m => m.Kind).HasMaxLength(16);
        builder.Property(m => m.Class).HasMaxLength(24);
        builder.Property(m => m.ClassRule).HasMaxLength(80);
        builder.Property(m => m.MatchRule).HasMaxLength(24);
        builder.Property(m => m.Standing).HasConversion<string>().HasMaxLength(16);
        builder.Property(m => m.DecidedClass).HasMaxLength(24);
        builder.Property(m => m.Version).IsRowVersion();
        builder.Ignore(m => m.CountsAs);
        builder.HasIndex(m => m.RawHash).IsUnique();
        builder.HasIndex(m => m.MessageIdHash).HasFilter("\"MessageIdHash\" IS NOT NULL");
        builder.HasIndex(m => m.TicketHash).HasFilter("\"TicketHash\" IS NOT NULL");
        builder.HasIndex(m => m.NoticeId).HasFilter("\"NoticeId\" IS NOT NULL");
        builder.HasIndex(m => m.CaseId).HasFilter("\"CaseId\" IS NOT NULL");
        builder.HasIndex(m => new { m.StoredAt, m.Id }).HasFilter("\"NeedsPerson\"");
    }
}

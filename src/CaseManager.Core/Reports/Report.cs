using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Reports;

/// <summary>How a report came in.</summary>
public enum IntakeMode
{
    /// <summary>Sealed in the survivor's browser: the server never saw it.</summary>
    Sealed,

    /// <summary>Plain form: sealed by the server, in memory, while it came in.</summary>
    ServerAssisted,

    /// <summary>Taken by phone, mail or visit and sealed in a caseworker's browser.</summary>
    StaffAssisted,
}

/// <summary>What arrived and how it can be come back to. Nothing in it tells what it says.</summary>
public sealed class Report
{
    /// <summary>How long a draft is kept that staff may not read.</summary>
    public static readonly TimeSpan DraftLife = TimeSpan.FromDays(7);

    /// <summary>How long she has to send it herself before staff may read it, where she ticked that.</summary>
    public static readonly TimeSpan DraftSecrecy = TimeSpan.FromHours(24);

    /// <summary>First 16 bytes of SHA-256 over label, instance and the public key of <c>C</c>.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>How it came in.</summary>
    public required IntakeMode Mode { get; init; }

    /// <summary>Language the survivor chose, BCP 47.</summary>
    public required string Language { get; set; }

    /// <summary>When it was sent, UTC; <see langword="null"/> while it is a draft she keeps.</summary>
    public DateTimeOffset? ReceivedAt { get; internal set; }

    /// <summary>When an unsent draft is destroyed, UTC.</summary>
    public DateTimeOffset? DraftUntil { get; internal set; }

    /// <summary>From when staff may read an unsent draft, UTC; only where she ticked it.</summary>
    public DateTimeOffset? DraftReadableFrom { get; internal set; }

    /// <summary>Set aside during a flood until staff look at the card.</summary>
    public bool Held { get; internal set; }

    /// <summary>Size of what was sealed, bytes.</summary>
    public int Size { get; internal set; }

    /// <summary>SHA-256 of the newest post that made or changed it, 32 bytes: the same bytes again get the same answer.</summary>
    public byte[]? PostedHash { get; internal set; }

    /// <summary>When a caseworker took it up, UTC.</summary>
    public DateTimeOffset? TakenUpAt { get; internal set; }

    /// <summary>Whoever worked on it left: somebody else has to take it up.</summary>
    public bool HandedBack { get; private set; }

    /// <summary>SHA-256 of the receipt's lookup id, 32 bytes; <see langword="null"/> for a case without a receipt.</summary>
    public byte[]? ReceiptLookup { get; internal set; }

    /// <summary>SHA-256 of the receipt's token, 32 bytes.</summary>
    public byte[]? ReceiptToken { get; internal set; }

    /// <summary>Whether it is kept and not yet sent.</summary>
    public bool IsDraft => ReceivedAt is null;

    /// <summary>Whether a post names the receipt this report is kept under.</summary>
    public bool HasReceiptOf(SealedCase posted) =>
        ReceiptLookup is not null
        && ReceiptLookup.AsSpan().SequenceEqual(posted.ReceiptLookup) && ReceiptToken.AsSpan().SequenceEqual(posted.ReceiptToken);

    /// <summary>Another receipt takes the place of hers, or none.</summary>
    public void UseReceipt(byte[]? lookup, byte[]? token) => (ReceiptLookup, ReceiptToken) = (lookup, token);

    /// <summary>It was sent, or comes to staff because she said it may.</summary>
    public void Receive(DateTimeOffset at, bool held)
    {
        ReceivedAt ??= at;
        Held = held;
        (DraftUntil, DraftReadableFrom) = (null, null);
    }

    /// <summary>A caseworker takes it up; then it is no longer held.</summary>
    public void TakeUp(DateTimeOffset at) => (TakenUpAt, Held, HandedBack) = (TakenUpAt ?? at, false, false);

    /// <summary>Whoever worked on it left: it waits with those that nobody took up.</summary>
    public void HandBack() => HandedBack = true;

    /// <summary>Staff looked at its card: it goes to the others.</summary>
    public void ReleaseHold() => Held = false;

    /// <summary>It is kept for her: destroyed after a while, or shown to staff if she ticked that.</summary>
    /// <exception cref="InvalidOperationException">Staff work on it already.</exception>
    public void KeepAsDraft(DateTimeOffset now, bool staffMayRead)
    {
        if (TakenUpAt is not null)
        {
            throw new InvalidOperationException("A report that was taken up is no draft.");
        }

        if (staffMayRead && !IsDraft)
        {
            // Her 24 hours are over: what she adds is shown at once.
            return;
        }

        ReceivedAt = null;
        DraftUntil = staffMayRead ? null : now + DraftLife;
        DraftReadableFrom = staffMayRead ? now + DraftSecrecy : null;
    }
}

internal sealed class ReportConfiguration : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.ToTable("reports", "reports");
        builder.HasKey(r => r.CaseId);
        builder.Property(r => r.CaseId).ValueGeneratedNever();
        builder.Property(r => r.Mode).HasConversion<string>().HasMaxLength(16);
        builder.Property(r => r.Language).HasMaxLength(16);
        builder.Ignore(r => r.IsDraft);
        builder.HasIndex(r => r.ReceiptLookup).IsUnique();
        builder.HasIndex(r => new { r.ReceivedAt, r.CaseId }).HasDatabaseName("reports_all").HasFilter("\"ReceivedAt\" IS NOT NULL");
        builder.HasIndex(r => new { r.ReceivedAt, r.CaseId }, "reports_unassigned")
            .HasFilter("\"ReceivedAt\" IS NOT NULL AND (\"TakenUpAt\" IS NULL OR \"HandedBack\") AND NOT \"Held\"");
        builder.HasIndex(r => new { r.ReceivedAt, r.CaseId }, "reports_held")
            .HasFilter("\"ReceivedAt\" IS NOT NULL AND \"TakenUpAt\" IS NULL AND \"Held\"");
        builder.HasIndex(r => r.DraftUntil).HasFilter("\"DraftUntil\" IS NOT NULL");
        builder.HasIndex(r => r.DraftReadableFrom).HasFilter("\"DraftReadableFrom\" IS NOT NULL");
    }
}

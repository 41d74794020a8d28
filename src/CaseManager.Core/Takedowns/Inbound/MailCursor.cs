using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>How far a mailbox was read; moves in the transaction that stores what was read.</summary>
/// <remarks>No flag of the mailbox is a cursor: a mail that breaks the reader would vanish, and two readers would take one twice.</remarks>
public sealed class MailCursor
{
    /// <summary>See <see cref="MailPlace.Folder"/>.</summary>
    public required string Folder { get; init; }

    /// <summary>UIDVALIDITY the number belongs to.</summary>
    public long Validity { get; private set; }

    /// <summary>The last mail that was taken in.</summary>
    public long LastUid { get; private set; }

    /// <summary>The mail that could not be taken in.</summary>
    public long TriedUid { get; private set; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; private set; }

    /// <summary>When the mailbox was last read to its end, UTC.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>The mailbox numbers its mails anew: everything is read again, and what is known is known by its hash.</summary>
    public void StartOver(long validity) => (Validity, LastUid, TriedUid, Tries) = (validity, 0, 0, 0);

    /// <summary>A mail was taken in.</summary>
    public void Advance(long uid) => (LastUid, TriedUid, Tries) = (Math.Max(LastUid, uid), 0, 0);

    /// <summary>A mail could not be taken in.</summary>
    /// <returns>How often by now.</returns>
    public int CountTry(long uid)
    {
        (Tries, TriedUid) = (TriedUid == uid ? Tries + 1 : 1, uid);
        return Tries;
    }
}

internal sealed class MailCursorConfiguration : IEntityTypeConfiguration<MailCursor>
{
    public void Configure(EntityTypeBuilder<MailCursor> builder)
    {
        builder.ToTable("mail_cursors", "takedowns");
        builder.HasKey(c => c.Folder);
        builder.Property(c => c.Folder).HasMaxLength(40);
    }
}

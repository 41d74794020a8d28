using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Cases.Replies;

/// <summary>A text the organisation keeps for messages to survivors. It holds nothing of any case, and the server can read it.</summary>
public sealed class SavedReply
{
    /// <summary>Characters of a title, at most.</summary>
    public const int LongestTitle = 100;

    /// <summary>Characters of a text, at most: it fits a message with room for what a caseworker adds.</summary>
    public const int LongestText = 5000;

    /// <summary>Random, chosen by the page it was written on: the same click twice makes one.</summary>
    public required Guid Id { get; init; }

    /// <summary>By which caseworkers find it.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Language of the text, as reports name theirs.</summary>
    public string Language { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>From 1; grows with every change, so that nobody overwrites what she has not seen.</summary>
    public int Edition { get; private set; }

    public Guid ChangedBy { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Whether it says that already.</summary>
    public bool Says(ReplyWords words) => (Title, Language, Text) == (words.Title, words.Language, words.Text);

    /// <summary>Writes the next edition.</summary>
    public void Write(ReplyWords words, Guid staffId, DateTimeOffset at)
    {
        (Title, Language, Text) = (words.Title, words.Language, words.Text);
        (Edition, ChangedBy, ChangedAt) = (Edition + 1, staffId, at);
    }
}

/// <summary>What a saved reply says.</summary>
public sealed record ReplyWords(string Title, string Language, string Text)
{
    /// <summary>Without blanks around it, and with one kind of line break.</summary>
    /// <exception cref="RefusedException"><c>reply-title</c>, <c>reply-language</c>, <c>reply-text</c>: missing or too long.</exception>
    public ReplyWords Checked()
    {
        var clean = new ReplyWords(Title.Trim(), Language.Trim(), Text.ReplaceLineEndings("\n").Trim());
        return clean switch
        {
            { Title.Length: 0 or > SavedReply.LongestTitle } => throw new RefusedException("reply-title"),
            { Language.Length: 0 or > 16 } => throw new RefusedException("reply-language"),
            { Text.Length: 0 or > SavedReply.LongestText } => throw new RefusedException("reply-text"),
            _ => clean,
        };
    }
}

internal sealed class SavedReplyConfiguration : IEntityTypeConfiguration<SavedReply>
{
    public void Configure(EntityTypeBuilder<SavedReply> builder)
    {
        builder.ToTable("saved_replies", "cases");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Title).HasMaxLength(SavedReply.LongestTitle);
        builder.Property(r => r.Language).HasMaxLength(16);
        builder.Property(r => r.Text).HasMaxLength(SavedReply.LongestText);
        builder.Property(r => r.Edition).IsConcurrencyToken();
    }
}

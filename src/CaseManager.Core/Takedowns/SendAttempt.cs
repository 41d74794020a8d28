using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns;

/// <summary>One try to send a notice; written before the first byte, finished after the last.</summary>
public sealed class SendAttempt
{
    /// <summary>The notice.</summary>
    public required Guid NoticeId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>Fence it was begun under.</summary>
    public required int Fence { get; init; }

    /// <summary>Worker.</summary>
    public required string Worker { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its result was stored, UTC.</summary>
    public DateTimeOffset? EndedAt { get; internal set; }

    /// <summary><c>accepted</c>, <c>temporary</c>, <c>permanent</c>, <c>unknown</c> or <c>orphan</c>.</summary>
    public string? Result { get; internal set; }

    /// <summary>SMTP status code, 0 where none came.</summary>
    public int SmtpStatus { get; internal set; }

    /// <summary>Enhanced status (RFC 3463) or queue id, never the reply's free text.</summary>
    public string? SmtpDetail { get; internal set; }
}

internal sealed class SendAttemptConfiguration : IEntityTypeConfiguration<SendAttempt>
{
    public void Configure(EntityTypeBuilder<SendAttempt> builder)
    {
        builder.ToTable("send_attempts", "takedowns");
        builder.HasKey(a => new { a.NoticeId, a.Number });
        builder.Property(a => a.Worker).HasMaxLength(80);
        builder.Property(a => a.Result).HasMaxLength(16);
        builder.Property(a => a.SmtpDetail).HasMaxLength(80);
    }
}

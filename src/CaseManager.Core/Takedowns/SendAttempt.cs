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
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>One of <see cref="AttemptResults"/>; <see langword="null"/> while it runs.</summary>
    public string? Result { get; private set; }

    /// <summary>SMTP status code, 0 where none came.</summary>
    public int SmtpStatus { get; private set; }

    /// <summary>See <see cref="Sending.SendResult.Detail"/>; never the reply's free text.</summary>
    public string? SmtpDetail { get; private set; }

    /// <summary>Keeps what became of it. A result that comes after all replaces "unknown".</summary>
    public void End(string result, int status, string? detail, DateTimeOffset at) =>
        (Result, SmtpStatus, SmtpDetail, EndedAt) = (result, status, detail, at);
}

/// <summary>What can become of an attempt, as codes.</summary>
public static class AttemptResults
{
    public const string Accepted = "accepted";

    public const string Temporary = "temporary";

    public const string Permanent = "permanent";

    /// <summary>The relay was not there or did not want us.</summary>
    public const string RelayFailed = "relay-failed";

    public const string Unknown = "unknown";

    /// <summary>Accepted, but told by a worker that had lost its lease: proof for the search, moves nothing itself.</summary>
    public const string AcceptedLate = "accepted-late";

    /// <summary>Not accepted, told by a worker that had lost its lease.</summary>
    public const string FailedLate = "failed-late";
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

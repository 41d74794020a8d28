using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Audit;

/// <summary>One fact in a hash chain: ids, codes and times only, nothing a person wrote.</summary>
/// <remarks>Append-only by database privilege: the app role may insert and select, never update or delete.</remarks>
public sealed class AuditEvent
{
    /// <summary>The case's id, or all zeros for the organisation.</summary>
    public required Guid ChainId { get; init; }

    /// <summary>Place in the chain, from 1, without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>When it happened, UTC, whole milliseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened, in the past tense: <c>ReportReceived</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Who did it, as <see cref="Actor.Code"/>.</summary>
    public required string Actor { get; init; }

    /// <summary>Canonical JSON object: keys sorted, no spaces.</summary>
    public required string Data { get; init; }

    /// <summary>Hash of the event before, 32 bytes; zeros for the first.</summary>
    public required byte[] PreviousHash { get; init; }

    /// <summary>SHA-256 over the canonical event, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The account the event is about, 32 hexadecimal characters; the database takes it out of <see cref="Data"/>, for finding.</summary>
    public string? About { get; private set; }
}

internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("events", "audit");
        builder.HasKey(e => new { e.ChainId, e.Sequence });
        builder.Property(e => e.Type).HasMaxLength(64);
        builder.Property(e => e.Actor).HasMaxLength(64);
        builder.Property(e => e.About).HasComputedColumnSql("substring(\"Data\" from '\"staff\":\"([0-9a-f]{32})\"')", stored: true);

        // The auditor's page reads any of these newest first, page by page.
        builder.HasIndex(e => new { e.At, e.ChainId, e.Sequence });
        builder.HasIndex(e => new { e.Actor, e.At, e.ChainId, e.Sequence });
        builder.HasIndex(e => new { e.Type, e.At, e.ChainId, e.Sequence });
        builder.HasIndex(e => new { e.About, e.At, e.ChainId, e.Sequence }).HasFilter("\"About\" is not null");
    }
}

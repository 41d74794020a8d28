using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>One signed entry of the roster, kept as the exact bytes that were signed.</summary>
public sealed class RosterEntry
{
    /// <summary>Place in the log, from 0 (genesis).</summary>
    public required int Sequence { get; init; }

    /// <summary>The JSON document, verbatim.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>Ed25519 over <c>casemanager/1 roster</c> and the bytes, 64 bytes.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>SHA-256 over <c>casemanager/1 roster hash</c>, bytes and signature, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When the server stored it, UTC.</summary>
    public required DateTimeOffset StoredAt { get; init; }
}

internal sealed class RosterEntryConfiguration : IEntityTypeConfiguration<RosterEntry>
{
    public void Configure(EntityTypeBuilder<RosterEntry> builder)
    {
        builder.ToTable("roster", "sealing");
        builder.HasKey(e => e.Sequence);
        builder.Property(e => e.Sequence).ValueGeneratedNever();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Audit;

/// <summary>The newest link of a chain. Its row lock orders writers, so a chain never forks.</summary>
public sealed class AuditHead
{
    /// <summary>The chain.</summary>
    public required Guid ChainId { get; init; }

    /// <summary>Sequence of the newest event; 0 before the first.</summary>
    public int Sequence { get; internal set; }

    /// <summary>Hash of the newest event, 32 bytes; zeros before the first.</summary>
    public byte[] Hash { get; internal set; } = new byte[32];
}

internal sealed class AuditHeadConfiguration : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("heads", "audit");
        builder.HasKey(h => h.ChainId);
    }
}

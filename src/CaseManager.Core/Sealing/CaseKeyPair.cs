using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing;

/// <summary>Which of a case's two key pairs: <c>C</c> for what the survivor may read, <c>N</c> for what she may not.</summary>
public enum KeyPairName
{
    /// <summary>Report, messages, what was released: hers too.</summary>
    C,

    /// <summary>Notes, drafts, answers: staff only.</summary>
    N,
}

/// <summary>The public half of one generation of a case's key pair.</summary>
public sealed class CaseKeyPair
{
    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Which pair.</summary>
    public required KeyPairName KeyPair { get; init; }

    /// <summary>From 0; a re-key makes the next.</summary>
    public required int Generation { get; init; }

    /// <summary>Public hybrid key, 1,216 bytes.</summary>
    public required byte[] PublicKey { get; init; }
}

internal sealed class CaseKeyPairConfiguration : IEntityTypeConfiguration<CaseKeyPair>
{
    public void Configure(EntityTypeBuilder<CaseKeyPair> builder)
    {
        builder.ToTable("case_keys", "sealing");
        builder.HasKey(k => new { k.CaseId, k.KeyPair, k.Generation });
        builder.Property(k => k.KeyPair).HasConversion<string>().HasMaxLength(1);
    }
}

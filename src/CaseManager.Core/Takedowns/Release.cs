using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns;

/// <summary>A caseworker's signed decision that these links may leave the seal, word for word.</summary>
public sealed class Release
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Who released.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The signed JSON statement under the case's data key.</summary>
    public required byte[] StatementSealed { get; init; }

    /// <summary>Ed25519 over <c>casemanager/1 release</c> and the statement, 64 bytes.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>The consent it rests on.</summary>
    public required Guid ConsentId { get; init; }
}

internal sealed class ReleaseConfiguration : IEntityTypeConfiguration<Release>
{
    public void Configure(EntityTypeBuilder<Release> builder)
    {
        builder.ToTable("releases", "takedowns");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.CaseId);
    }
}

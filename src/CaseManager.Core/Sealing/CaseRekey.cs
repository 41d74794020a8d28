using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing;

/// <summary>A case whose keys somebody knows who must not read on: the next browser that opens it makes new ones.</summary>
public sealed class CaseRekey
{
    public required Guid CaseId { get; init; }

    /// <summary>When it became due, UTC.</summary>
    public required DateTimeOffset Since { get; init; }
}

internal sealed class CaseRekeyConfiguration : IEntityTypeConfiguration<CaseRekey>
{
    public void Configure(EntityTypeBuilder<CaseRekey> builder)
    {
        builder.ToTable("rekeys", "sealing");
        builder.HasKey(due => due.CaseId);
        builder.Property(due => due.CaseId).ValueGeneratedNever();
    }
}

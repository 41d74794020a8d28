using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Documents;

/// <summary>A caseworker asked her for a document. What for stands in the sealed object; nothing is taken that nobody asked for.</summary>
public sealed class AskedDocument
{
    /// <summary>Id of the sealed object that asks.</summary>
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was no longer needed, UTC; <see langword="null"/> while it is.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>It is no longer needed.</summary>
    public void End(DateTimeOffset at) => EndedAt ??= at;
}

internal sealed class AskedDocumentConfiguration : IEntityTypeConfiguration<AskedDocument>
{
    public void Configure(EntityTypeBuilder<AskedDocument> builder)
    {
        builder.ToTable("asked", "documents");
        builder.Property(asked => asked.Id).ValueGeneratedNever();
        builder.HasIndex(asked => asked.CaseId);
    }
}

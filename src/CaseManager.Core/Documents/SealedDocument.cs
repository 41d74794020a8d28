using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Documents;

/// <summary>
/// One document she sent, sealed under a key of its own that only the sealed object beside it carries. The server knows how long
/// it is and when it came; what it is, its name and its description stand in that object.
/// </summary>
public sealed class SealedDocument
{
    /// <summary>Random, chosen by her browser.</summary>
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>What it answers.</summary>
    public required Guid AskedId { get; init; }

    /// <summary>Bytes of the age file.</summary>
    public required int Length { get; init; }

    /// <summary>SHA-256 of the age file, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was announced, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The sealed object that carries its key; <see langword="null"/> until it arrived whole.</summary>
    public Guid? ObjectId { get; private set; }

    /// <summary>When it had arrived whole, UTC.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>When its bytes were destroyed, UTC.</summary>
    public DateTimeOffset? DestroyedAt { get; private set; }

    /// <summary>Whether she took it back herself; otherwise a caseworker destroyed it.</summary>
    public bool TakenBack { get; private set; }

    /// <summary>It has arrived whole.</summary>
    public void Finish(Guid objectId, DateTimeOffset at) => (ObjectId, SentAt) = (objectId, at);

    /// <summary>Its bytes are gone.</summary>
    public void Destroy(bool byHer, DateTimeOffset at) => (TakenBack, DestroyedAt) = (byHer, at);
}

/// <summary>A part of a sealed document, in the order of the file.</summary>
public sealed class DocumentChunk
{
    public required Guid DocumentId { get; init; }

    /// <summary>From 0.</summary>
    public required int Index { get; init; }

    public required byte[] Bytes { get; init; }
}

internal sealed class SealedDocumentConfiguration : IEntityTypeConfiguration<SealedDocument>, IEntityTypeConfiguration<DocumentChunk>
{
    public void Configure(EntityTypeBuilder<SealedDocument> builder)
    {
        builder.ToTable("files", "documents");
        builder.Property(document => document.Id).ValueGeneratedNever();
        builder.HasIndex(document => document.CaseId);
        builder.HasIndex(document => document.StartedAt).HasFilter("\"SentAt\" IS NULL");
    }

    public void Configure(EntityTypeBuilder<DocumentChunk> builder)
    {
        builder.ToTable("chunks", "documents");
        builder.HasKey(chunk => new { chunk.DocumentId, chunk.Index });

        // A chunk that arrives while its document is being forgotten goes with it.
        builder.HasOne<SealedDocument>().WithMany().HasForeignKey(chunk => chunk.DocumentId).OnDelete(DeleteBehavior.Cascade);
    }
}

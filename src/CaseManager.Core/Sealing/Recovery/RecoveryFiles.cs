using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing.Recovery;

/// <summary>The three files that hold root and recovery keys, each sealed under the words of two of three holders; nothing opens them but words on paper.</summary>
public sealed class RecoveryFiles
{
    /// <summary>Always 1: only the newest files are kept.</summary>
    public int Id { get; init; } = 1;

    /// <summary>For holders A and B, an age file.</summary>
    public required byte[] AB { get; init; }

    /// <summary>For holders A and C.</summary>
    public required byte[] AC { get; init; }

    /// <summary>For holders B and C.</summary>
    public required byte[] BC { get; init; }

    /// <summary>When they came.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>The files by name: <c>recovery-AB.age</c> and so on.</summary>
    public IReadOnlyDictionary<string, byte[]> ByName() => new Dictionary<string, byte[]>
    {
        ["recovery-AB.age"] = AB,
        ["recovery-AC.age"] = AC,
        ["recovery-BC.age"] = BC,
    };
}

internal sealed class RecoveryFilesConfiguration : IEntityTypeConfiguration<RecoveryFiles>
{
    public void Configure(EntityTypeBuilder<RecoveryFiles> builder)
    {
        builder.ToTable("recovery_files", "sealing", t => t.HasCheckConstraint("one_row", "\"Id\" = 1"));
        builder.Property(files => files.Id).ValueGeneratedNever();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Documents;

/// <summary>One decision of an administrator whether caseworkers may ask for documents; the newest counts, and without one they may not.</summary>
public sealed class DocumentSwitch
{
    /// <summary>The warning about the law that is shown today. Another text gets another number.</summary>
    public const int Warning = 1;

    public required Guid Id { get; init; }

    public required bool IsOn { get; init; }

    /// <summary>The administrator.</summary>
    public required Guid By { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The warning she read.</summary>
    public required int WarningRead { get; init; }
}

internal sealed class DocumentSwitchConfiguration : IEntityTypeConfiguration<DocumentSwitch>
{
    public void Configure(EntityTypeBuilder<DocumentSwitch> builder)
    {
        builder.ToTable("switches", "documents");
        builder.Property(decision => decision.Id).ValueGeneratedNever();
        builder.HasIndex(decision => decision.At);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Cases.Absences;

/// <summary>A caseworker is away, and a colleague looks after her work. It gives nobody a key. Ends by itself on its day.</summary>
public sealed class Absence
{
    public required Guid StaffId { get; init; }

    /// <summary>Who looks after her work. She has no more keys for that than before.</summary>
    public Guid CoverId { get; private set; }

    /// <summary>The day she is back, in the organisation's zone.</summary>
    public DateOnly BackOn { get; private set; }

    /// <summary>The first moment of that day, UTC: from then on she is there.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>Sets it, also over an earlier one.</summary>
    public void Set(Guid coverId, DateOnly backOn, DateTimeOffset endsAt) => (CoverId, BackOn, EndsAt) = (coverId, backOn, endsAt);
}

internal sealed class AbsenceConfiguration : IEntityTypeConfiguration<Absence>
{
    public void Configure(EntityTypeBuilder<Absence> builder)
    {
        builder.ToTable("absences", "cases");
        builder.HasKey(a => a.StaffId);
        builder.Property(a => a.StaffId).ValueGeneratedNever();
    }
}

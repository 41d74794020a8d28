using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Cases.Related;

/// <summary>Somebody decided that two cases are one person's. There is one row a pair, the smaller id first.</summary>
public sealed class SamePerson
{
    public required Guid FirstId { get; init; }

    public required Guid SecondId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The ids of a pair in their order.</summary>
    public static (Guid First, Guid Second) Pair(Guid one, Guid other) => one < other ? (one, other) : (other, one);
}

internal sealed class SamePersonConfiguration : IEntityTypeConfiguration<SamePerson>
{
    public void Configure(EntityTypeBuilder<SamePerson> builder)
    {
        builder.ToTable("same_person", "cases");
        builder.HasKey(pair => new { pair.FirstId, pair.SecondId });
        builder.HasIndex(pair => pair.SecondId);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Reports;

/// <summary>A proof-of-work challenge that was spent; kept until it would have expired anyway.</summary>
public sealed class UsedChallenge
{
    /// <summary>The challenge's 16 bytes.</summary>
    public required Guid Id { get; init; }

    /// <summary>After this it is refused as expired, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class UsedChallengeConfiguration : IEntityTypeConfiguration<UsedChallenge>
{
    public void Configure(EntityTypeBuilder<UsedChallenge> builder)
    {
        builder.ToTable("used_challenges", "reports");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => c.ExpiresAt);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>A mail address that does not exist: nothing is sent there until an administrator lifts it.</summary>
/// <remarks>The address itself does not stand here. Where it can be named it stands in the directory or among the contacts anyway, and <see cref="Recipient"/> leads there.</remarks>
public sealed class SuppressedAddress
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>See <see cref="ContactHash"/>, 32 bytes.</summary>
    public required byte[] Contact { get; init; }

    /// <summary>Whose address it is, as in <see cref="TakedownRequest.Recipient"/>.</summary>
    public required string Recipient { get; init; }

    /// <summary>One of <see cref="SuppressionReasons"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>Since when, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Who found out, the code of an actor.</summary>
    public required string FoundBy { get; init; }

    /// <summary>The administrator who lifted it.</summary>
    public Guid? LiftedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? LiftedAt { get; private set; }

    /// <summary>Why, in her words.</summary>
    public string? LiftedWhy { get; private set; }

    /// <summary>Mail may go there again.</summary>
    /// <exception cref="InvalidOperationException">It was lifted already.</exception>
    public void Lift(Guid staffId, string why, DateTimeOffset at)
    {
        if (LiftedAt is not null)
        {
            throw new InvalidOperationException("The suppression was lifted already.");
        }

        (LiftedBy, LiftedWhy, LiftedAt) = (staffId, why, at);
    }
}

/// <summary>How an address was found not to exist, as codes.</summary>
public static class SuppressionReasons
{
    /// <summary>Refused when it was named as the recipient, with an enhanced status 5.1.x.</summary>
    public const string BadMailbox = "bad-mailbox";

    /// <summary>A delivery report said so later.</summary>
    public const string HardBounce = "hard-bounce";
}

internal sealed class SuppressedAddressConfiguration : IEntityTypeConfiguration<SuppressedAddress>
{
    public void Configure(EntityTypeBuilder<SuppressedAddress> builder)
    {
        builder.ToTable("suppressed_addresses", "takedowns");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Recipient).HasMaxLength(80);
        builder.Property(s => s.Reason).HasMaxLength(24);
        builder.Property(s => s.FoundBy).HasMaxLength(80);
        builder.Property(s => s.LiftedWhy).HasMaxLength(500);
        builder.HasIndex(s => s.Contact).IsUnique().HasFilter("\"LiftedAt\" IS NULL");
    }
}

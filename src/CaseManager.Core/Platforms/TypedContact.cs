using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Platforms;

/// <summary>An abuse contact a caseworker typed for a host without a record; used only after a second person confirmed it.</summary>
public sealed class TypedContact
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>Registrable host, lower-case A-label.</summary>
    public required string Host { get; init; }

    /// <summary>Mail address.</summary>
    public required string Address { get; init; }

    /// <summary>Where the caseworker found it.</summary>
    public required string Source { get; init; }

    /// <summary>Who typed it.</summary>
    public required Guid AddedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Who confirmed it, another person.</summary>
    public Guid? ConfirmedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>A second person vouches for it.</summary>
    /// <exception cref="InvalidOperationException">The same person typed it, or it is confirmed already.</exception>
    public void Confirm(Guid staffId, DateTimeOffset at)
    {
        if (staffId == AddedBy)
        {
            throw new InvalidOperationException("A contact is confirmed by a second person.");
        }

        if (ConfirmedAt is not null)
        {
            throw new InvalidOperationException("The contact is confirmed already.");
        }

        (ConfirmedBy, ConfirmedAt) = (staffId, at);
    }
}

internal sealed class TypedContactConfiguration : IEntityTypeConfiguration<TypedContact>
{
    public void Configure(EntityTypeBuilder<TypedContact> builder)
    {
        builder.ToTable("typed_contacts", "platforms");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Host).HasMaxLength(253);
        builder.Property(c => c.Address).HasMaxLength(254);
        builder.Property(c => c.Source).HasMaxLength(500);
        builder.HasIndex(c => new { c.Host, c.Address }).IsUnique();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>What kind of place holds content.</summary>
public enum VenueKind
{
    /// <summary>A channel; on Telegram any public name, since an address does not tell a channel from a group.</summary>
    Channel,

    /// <summary>A group, or whatever an invitation leads to.</summary>
    Group,

    /// <summary>A site on a host of its own.</summary>
    Site,
}

/// <summary>A channel, group or site that targets belong to, whichever case named them.</summary>
public sealed class Venue
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is.</summary>
    public required VenueKind Kind { get; init; }

    /// <summary>HMAC of its canonical key under the look-up key, 32 bytes.</summary>
    public required byte[] Lookup { get; init; }

    /// <summary>Version of the link table that made the key.</summary>
    public required int TableVersion { get; init; }

    /// <summary>Canonical key under the venue's own data key.</summary>
    public required byte[] KeySealed { get; init; }

    /// <summary>Address built from the key, under the venue's own data key.</summary>
    public required byte[] UrlSealed { get; init; }

    /// <summary>Directory id, or <see langword="null"/> for a site.</summary>
    public string? Platform { get; init; }

    /// <summary>HMAC of its platform and the stem of its name, 32 bytes; <see langword="null"/> where the name has none.</summary>
    public byte[]? Stem { get; init; }

    /// <summary>When it was first known, UTC. Never shown: it may tell of a case that the reader may not know of.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When a person named it on her own, not by releasing a link, UTC.</summary>
    public DateTimeOffset? NamedAt { get; private set; }

    /// <summary>When its stem was held against the others, UTC; <see langword="null"/> while that is due.</summary>
    public DateTimeOffset? ComparedAt { get; private set; }

    /// <summary>A person names it; the first time counts.</summary>
    /// <returns>Whether it was the first time.</returns>
    public bool Name(DateTimeOffset at)
    {
        var isFirst = NamedAt is null;
        NamedAt ??= at;
        return isFirst;
    }

    /// <summary>Its stem was held against the others.</summary>
    public void MarkCompared(DateTimeOffset at) => ComparedAt = at;
}

internal sealed class VenueConfiguration : IEntityTypeConfiguration<Venue>
{
    public void Configure(EntityTypeBuilder<Venue> builder)
    {
        builder.ToTable("venues", "takedowns");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Kind).HasConversion<string>().HasMaxLength(8);
        builder.Property(v => v.Platform).HasMaxLength(64);
        builder.HasIndex(v => v.Lookup).IsUnique();
        builder.HasIndex(v => v.Stem).HasFilter("\"Stem\" IS NOT NULL");
        builder.HasIndex(v => v.OpenedAt).HasFilter("\"Stem\" IS NOT NULL AND \"ComparedAt\" IS NULL");
    }
}

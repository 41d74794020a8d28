using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Reports;

/// <summary>That she agreed to one purpose, as a code with dates; her words about it are sealed.</summary>
public sealed class Consent
{
    /// <summary><see cref="How"/>: she gave it herself.</summary>
    public const string OnForm = "form";

    /// <summary><see cref="How"/>: a caseworker recorded what she said.</summary>
    public const string Spoken = "spoken";

    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>One of <see cref="ConsentPurposes"/>.</summary>
    public required string Purpose { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset GivenAt { get; init; }

    /// <summary><see cref="OnForm"/> or <see cref="Spoken"/>.</summary>
    public required string How { get; init; }

    /// <summary>When she took it back, UTC.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Takes it back; what has left already has left.</summary>
    public void Withdraw(DateTimeOffset at) => WithdrawnAt ??= at;
}

/// <summary>What she can agree to, one by one.</summary>
public static class ConsentPurposes
{
    /// <summary>Her links may be sent to platforms.</summary>
    public const string SendLinks = "send-links";

    /// <summary>Her legal name may be told where a form asks for it.</summary>
    public const string DiscloseName = "disclose-name";

    /// <summary>A regime that passes her identity to the poster may be used.</summary>
    public const string ExposeToPoster = "expose-to-poster";

    /// <summary>Countable facts may go into the statistics.</summary>
    public const string Statistics = "statistics";

    /// <summary>Her case may be handed to a partner.</summary>
    public const string PartnerTransfer = "partner-transfer";

    /// <summary>She may be told that something happened.</summary>
    public const string NotifyMe = "notify-me";

    /// <summary>Every purpose.</summary>
    public static IReadOnlySet<string> All { get; } =
        new HashSet<string> { SendLinks, DiscloseName, ExposeToPoster, Statistics, PartnerTransfer, NotifyMe };
}

internal sealed class ConsentConfiguration : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("consents", "reports");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Purpose).HasMaxLength(32);
        builder.Property(c => c.How).HasMaxLength(16);

        // One live consent per purpose; a double click does not make two.
        builder.HasIndex(c => new { c.CaseId, c.Purpose }).IsUnique().HasFilter("\"WithdrawnAt\" IS NULL");
    }
}

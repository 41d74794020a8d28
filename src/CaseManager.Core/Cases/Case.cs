using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Cases;

/// <summary>The work on one report, from the moment a caseworker takes it up.</summary>
public sealed class Case
{
    /// <summary>The report's case id.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>When it was taken up or opened, UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>
    /// The channel, group or site it is the file of, chosen by whoever opened it; <see langword="null"/> for every case about a person. It has no
    /// receipt, so that it can be nobody's own.
    /// </summary>
    public Guid? VenueId { get; init; }

    /// <summary>The caseworker it is assigned to.</summary>
    public Guid? AssigneeId { get; private set; }

    /// <summary>Who is asked to take it over; <see langword="null"/> where nobody is.</summary>
    public CaseOffer? Offer { get; private set; }

    /// <summary>The case it is worked on in; <see langword="null"/> where it stands alone.</summary>
    public Guid? MergedInto { get; private set; }

    /// <summary>When it was first closed, UTC; stored once.</summary>
    public DateTimeOffset? FirstClosedAt { get; private set; }

    /// <summary>When it was closed, UTC; <see langword="null"/> while open.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The nearest moment something is due, UTC; kept by Takedowns.</summary>
    public DateTimeOffset? NextDueAt { get; set; }

    /// <summary>When she wrote the first message that nobody answered, UTC; <see langword="null"/> while none waits.</summary>
    public DateTimeOffset? AwaitsAnswerSince { get; private set; }

    /// <summary>Whether it went into the statistics as it was taken in: once for its life, also where she took that back.</summary>
    public bool CountedAtIntake { get; private set; }

    /// <summary>Whether it went into the statistics as it was first closed: once for its life.</summary>
    public bool CountedAtClosure { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>: two people changing one case at once do not overwrite each other.</summary>
    public uint Version { get; private set; }

    /// <summary>Whether work on it has ended.</summary>
    public bool IsClosed => ClosedAt is not null;

    /// <summary>Gives it to a caseworker; an offer to anybody ends.</summary>
    public void AssignTo(Guid staffId) => (AssigneeId, Offer) = (staffId, null);

    /// <summary>Nobody works on it: whoever did has left.</summary>
    public void Unassign() => AssigneeId = null;

    /// <summary>Asks a colleague to take it over.</summary>
    public void OfferTo(CaseOffer offer) => Offer = offer;

    /// <summary>Nobody is asked any more.</summary>
    public void EndOffer() => Offer = null;

    /// <summary>It is worked on in another case.</summary>
    public void MergeInto(Guid caseId) => MergedInto = caseId;

    /// <summary>It stands alone again.</summary>
    public void Split() => MergedInto = null;

    /// <summary>She wrote a message. Of several the first counts: she waits from then on, also in a closed case.</summary>
    public void HearFromHer(DateTimeOffset at) => AwaitsAnswerSince ??= at;

    /// <summary>Staff wrote to her, or decided that nothing is to be answered.</summary>
    public void AnswerHer() => AwaitsAnswerSince = null;

    /// <summary>Ends the work; the outcome itself is sealed.</summary>
    /// <exception cref="InvalidOperationException">Closed already.</exception>
    public void Close(DateTimeOffset at)
    {
        if (IsClosed)
        {
            throw new InvalidOperationException("The case is closed already.");
        }

        ClosedAt = at;
        FirstClosedAt ??= at;
    }

    /// <summary>It is counted as it was taken in.</summary>
    /// <exception cref="InvalidOperationException">Counted already.</exception>
    public void CountAtIntake() => CountedAtIntake = !CountedAtIntake ? true : throw new InvalidOperationException("The case is counted already.");

    /// <summary>It is counted as it was first closed.</summary>
    /// <exception cref="InvalidOperationException">Counted already, or never closed.</exception>
    public void CountAtClosure() =>
        CountedAtClosure = !CountedAtClosure && FirstClosedAt is not null ? true : throw new InvalidOperationException("The case is counted already, or was never closed.");

    /// <summary>Takes it up again.</summary>
    public void Reopen() => ClosedAt = null;
}

internal sealed class CaseConfiguration : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable("cases", "cases");
        builder.HasKey(c => c.CaseId);
        builder.Property(c => c.CaseId).ValueGeneratedNever();
        builder.Property(c => c.Version).IsRowVersion();
        builder.Ignore(c => c.IsClosed);
        builder.OwnsOne(c => c.Offer, offer =>
        {
            offer.Property(o => o.To).HasColumnName("OfferedTo");
            offer.Property(o => o.By).HasColumnName("OfferedBy");
            offer.Property(o => o.At).HasColumnName("OfferedAt");
            offer.HasIndex(o => o.To).HasFilter("\"OfferedTo\" IS NOT NULL");
        });
        builder.HasIndex(c => c.VenueId).HasFilter("\"VenueId\" IS NOT NULL");
        builder.HasIndex(c => c.MergedInto).HasFilter("\"MergedInto\" IS NOT NULL");
        builder.HasIndex(c => new { c.AssigneeId, c.OpenedAt, c.CaseId }).HasFilter("\"ClosedAt\" IS NULL");
        builder.HasIndex(c => new { c.AssigneeId, c.AwaitsAnswerSince, c.CaseId }).HasFilter("\"AwaitsAnswerSince\" IS NOT NULL");
        builder.HasIndex(c => new { c.NextDueAt, c.CaseId }).HasFilter("\"ClosedAt\" IS NULL AND \"NextDueAt\" IS NOT NULL");
    }
}

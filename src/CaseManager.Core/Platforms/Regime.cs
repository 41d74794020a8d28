using System.Text.Json.Serialization;

namespace CaseManager.Core.Platforms;

/// <summary>What kind of instrument a regime is.</summary>
public enum RegimeKind
{
    StatutoryPlatformNotice,
    CopyrightNotice,
    DataSubjectRight,
    CriminalBasisAndAuthorityOrders,
    RegulatorOrder,
    HotlineReferral,
    TribunalOrder,
    CriminalOnly,
}

/// <summary>Whether a regime can be relied on today.</summary>
public enum RegimeStatus
{
    InForce,
    TranspositionPending,
    EnactedCommencementNotConfirmed,
}

/// <summary>A law under which a removal can be asked for. Facts, not legal advice: counsel checks one before a template cites it.</summary>
public sealed record Regime
{
    public required string Id { get; init; }

    public required string Jurisdiction { get; init; }

    public required string Name { get; init; }

    public required string Citation { get; init; }

    public required RegimeKind Kind { get; init; }

    public required RegimeStatus Status { get; init; }

    public required DateOnly? InForceFrom { get; init; }

    public string? InForceNote { get; init; }

    public DateOnly? TranspositionDeadline { get; init; }

    /// <summary>Day it was enacted, as noted.</summary>
    public string? Enacted { get; init; }

    public required string Addressee { get; init; }

    public IReadOnlyList<string> Excluded { get; init; } = [];

    public required string MaterialScope { get; init; }

    public string? Nexus { get; init; }

    /// <summary>What a notice must carry.</summary>
    public required IReadOnlyList<NoticeElement> NoticeElements { get; init; }

    public string? NoticeElementsNote { get; init; }

    /// <summary>Whether it protects a work: then its notice is only for what the person depicted made herself (17 U.S.C. 512(c)(3)(A)(ii)).</summary>
    public bool AsksForOwnWork => NoticeElements.Any(element => element is { Id: "work", Required: true });

    public required PlatformDeadline PlatformDeadline { get; init; }

    /// <summary>Clocks in the order they came into force.</summary>
    public required IReadOnlyList<RegimeClock> Clock { get; init; }

    public string? AcknowledgementDuty { get; init; }

    public string? CopiesDuty { get; init; }

    public string? Preservation { get; init; }

    public required RegimeSender Sender { get; init; }

    public required RegimeIdentity Identity { get; init; }

    public string? Minors { get; init; }

    public required IReadOnlyList<EscalationStep> Escalation { get; init; }

    public string? Penalties { get; init; }

    public string? Performance { get; init; }

    public string? CounterNotice { get; init; }

    public string? WrongfulNotice { get; init; }

    public string? Telegram { get; init; }

    public string? Related { get; init; }

    public string? ProductNote { get; init; }

    public IReadOnlyList<string> Channels { get; init; } = [];

    public IReadOnlyDictionary<string, string> RelatedArticles { get; init; } = new Dictionary<string, string>();

    /// <summary>A notice under it reaches the person who posted, or the public, with who asks: off by default, behind a warning and a consent of its own.</summary>
    public bool Exposing { get; init; }

    /// <summary>Only the person herself, a guardian or a lawyer may send it: a draft is written, nothing is ever sent.</summary>
    public bool DraftOnly { get; init; }

    /// <summary>0 for the record the program came with, else the number of the organisation's own version.</summary>
    [JsonIgnore]
    public int RecordVersion { get; init; }

    public required IReadOnlyList<FactSource> Sources { get; init; }

    public required FactConfidence Confidence { get; init; }

    /// <summary>The channels of a platform that suit it; <see langword="null"/> where nothing is sent to a platform under it.</summary>
    public ChannelUse? ChannelUse => DraftOnly ? null : Kind switch
    {
        RegimeKind.StatutoryPlatformNotice => Platforms.ChannelUse.Notice,
        RegimeKind.CopyrightNotice => Platforms.ChannelUse.Copyright,
        RegimeKind.DataSubjectRight => Platforms.ChannelUse.DataProtection,
        RegimeKind.CriminalBasisAndAuthorityOrders or RegimeKind.RegulatorOrder or RegimeKind.HotlineReferral
            or RegimeKind.TribunalOrder or RegimeKind.CriminalOnly => null,
    };

    /// <summary>The clock that applies on a day; <see langword="null"/> where none is known to.</summary>
    public RegimeClock? ClockOn(DateOnly day) =>
        Clock.LastOrDefault(clock => clock.From is { } from ? from <= day : Status is RegimeStatus.InForce);
}

/// <summary>One thing a notice must or may carry.</summary>
public sealed record NoticeElement
{
    public required string Id { get; init; }

    public required bool Required { get; init; }

    public required string Text { get; init; }
}

/// <summary>What the instrument says about the platform's time, in its own words; <see cref="RegimeClock"/> is what counts.</summary>
public sealed record PlatformDeadline
{
    public required int? Value { get; init; }

    public required ClockUnit? Unit { get; init; }

    public required bool Strict { get; init; }

    public required string ClockStartsOn { get; init; }

    public string? Note { get; init; }

    public string? ValueConfidence { get; init; }
}

/// <summary>Who may send a notice.</summary>
public sealed record RegimeSender
{
    public required Answer DepictedPerson { get; init; }

    public required bool? AuthorisedAgent { get; init; }

    public string? AuthorisedAgentNote { get; init; }

    /// <summary>The organisation may send in its own name, without a mandate.</summary>
    public required bool AnyEntity { get; init; }

    public string? Note { get; init; }
}

/// <summary>Whose name a notice shows, and to whom.</summary>
public sealed record RegimeIdentity
{
    public required Answer SurvivorLegalNameRequiredByLaw { get; init; }

    public Answer? AgentMaySign { get; init; }

    public string? PlatformPractice { get; init; }

    public string? PassedToUploader { get; init; }

    public string? PublicDatabaseRisk { get; init; }

    public string? Note { get; init; }
}

/// <summary>Where a removal can be asked for after the platform.</summary>
public sealed record EscalationStep
{
    public required string Body { get; init; }

    public required string Channel { get; init; }

    public required string When { get; init; }
}

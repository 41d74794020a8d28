namespace CaseManager.Core.Platforms.Bodies;

/// <summary>What kind of body somebody can turn to after a platform, or beside it.</summary>
public enum BodyKind
{
    /// <summary>The provider's own complaint procedure.</summary>
    Complaint,

    OutOfCourt,
    Regulator,
    Tribunal,
    Court,
    Police,

    /// <summary>A hotline or support centre for adults.</summary>
    Hotline,

    /// <summary>For imagery of minors alone: a person is sent there.</summary>
    ChildService,

    /// <summary>Hashes made on her own device: a person is sent there.</summary>
    HashService,

    /// <summary>One the organisation wrote into its own record of a regime.</summary>
    Own,
}

/// <summary>A body of the directory: not a platform, never a recipient of mail from this program.</summary>
public sealed record Body
{
    public required string Id { get; init; }

    public required BodyKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Where and how it is turned to, in words.</summary>
    public required string Channel { get; init; }

    /// <summary>When it is.</summary>
    public required string When { get; init; }

    /// <summary>The regime it stands under; <see langword="null"/> for a service.</summary>
    public string? Regime { get; init; }

    public required IReadOnlyList<FactSource> Sources { get; init; }

    public required FactConfidence Confidence { get; init; }

    /// <summary>Whether a prepared text can be handed in there.</summary>
    public bool TakesComplaints => Kind is BodyKind.Complaint or BodyKind.OutOfCourt or BodyKind.Regulator or BodyKind.Tribunal or BodyKind.Own;
}

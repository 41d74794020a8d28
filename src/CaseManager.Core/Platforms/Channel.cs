namespace CaseManager.Core.Platforms;

/// <summary>How a channel is used; the order is the order in which routes are proposed.</summary>
public enum ChannelRoute
{
    /// <summary>A web form a person fills in.</summary>
    Form,

    /// <summary>A report inside the platform's app.</summary>
    InApp,

    /// <summary>A mail address.</summary>
    Mail,

    /// <summary>An interface for programs.</summary>
    Api,
}

/// <summary>What a channel is for.</summary>
public enum ChannelUse
{
    /// <summary>Notices about intimate imagery of adults.</summary>
    Notice,

    /// <summary>Imagery of minors only.</summary>
    Minors,

    Copyright,

    DataProtection,

    /// <summary>Refused everywhere, however somebody got hold of it.</summary>
    Never,
}

/// <summary>How well an address is known.</summary>
public enum ChannelConfidence
{
    /// <summary>Read in a primary source.</summary>
    Confirmed,

    /// <summary>As before, but old or undated.</summary>
    Dated,

    /// <summary>The address is confirmed, its purpose or fields are not.</summary>
    AddressOnly,

    /// <summary>From a third party only.</summary>
    Secondary,

    /// <summary>General knowledge or a guess.</summary>
    Unverified,
}

/// <summary>One way to reach a platform.</summary>
public sealed record Channel
{
    public required string Type { get; init; }

    /// <summary>A web address, a mail address, or words where there is neither.</summary>
    public required string Address { get; init; }

    public required string Purpose { get; init; }

    public required ChannelConfidence Confidence { get; init; }

    public string? ConfidenceNote { get; init; }

    /// <summary><see langword="null"/>: shown, never a route.</summary>
    public required ChannelRoute? Route { get; init; }

    public required ChannelUse Use { get; init; }

    /// <summary>Regimes it is known to serve; empty: not known.</summary>
    public IReadOnlyList<string> Serves { get; init; } = [];

    /// <summary>The form's fields in its order.</summary>
    public IReadOnlyList<ChannelField> Fields { get; init; } = [];

    /// <summary><see langword="false"/>: a seed that whoever submits the form may correct.</summary>
    public bool FieldsConfirmed { get; init; }

    public bool? RequiresAccount { get; init; }

    public string? RequiresAccountNote { get; init; }

    public bool? AgentOk { get; init; }

    public string? AgentOkNote { get; init; }

    public bool? Automatable { get; init; }

    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Who alone may use it.</summary>
    public string? RestrictedTo { get; init; }

    /// <summary>What else it needs, such as an entitlement.</summary>
    public string? Requires { get; init; }

    /// <summary>Hours the platform promises on it.</summary>
    public int? DeadlineHours { get; init; }

    /// <summary>Whether somebody may use it for herself: no interface for programs, no programme for organisations, nothing reserved, nothing that shows who she is to the other side.</summary>
    public bool IsForAnybody =>
        Use is ChannelUse.Notice or ChannelUse.Minors
        && Route is not ChannelRoute.Api
        && Type is not ("api" or "programme")
        && RestrictedTo is null
        && Requires is null;

    /// <summary>Mail may leave without a second person vouching for the address.</summary>
    public bool MaySendByItself => Route is ChannelRoute.Mail && Confidence is ChannelConfidence.Confirmed && HasMailAddress;

    internal bool Fits(Regime regime) =>
        Route is not null
        && Use == regime.ChannelUse
        && Use is not ChannelUse.Never
        && (Route is not ChannelRoute.Mail || HasMailAddress)
        && (Serves.Count == 0 || Serves.Contains(regime.Id));

    // Some records describe where to look an address up instead of giving one.
    internal bool HasMailAddress => MailAddressText.Find(Address) is [var only] && only == MailAddressText.Plain(Address);
}

/// <summary>One field of a form.</summary>
public sealed record ChannelField
{
    /// <summary>The field that asks who the person depicted is.</summary>
    public const string DepictedPerson = "depicted_person";

    public required string Id { get; init; }

    /// <summary>The form's own words, where they are confirmed.</summary>
    public required string Label { get; init; }

    /// <summary>Typed into the form by whoever submits it, never by the program: what it asks for does not pass through here.</summary>
    public bool ByHand { get; init; }
}

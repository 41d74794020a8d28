using System.Text.Json.Serialization;

namespace CaseManager.Core.Platforms;

/// <summary>One service that holds or shows content, and the ways to reach it.</summary>
public sealed record Platform
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Operator { get; init; }

    public required string Category { get; init; }

    /// <summary>Exact hosts, <c>*.</c> for any sub-domain, <c>google.*</c> for any public suffix.</summary>
    public required IReadOnlyList<string> HostPatterns { get; init; }

    /// <summary>URI schemes of its app, such as <c>tg</c>.</summary>
    public IReadOnlyList<string> Schemes { get; init; } = [];

    /// <summary>Set on records that describe a kind of recipient (any host, any registrar) rather than one.</summary>
    public string? Match { get; init; }

    /// <summary>What a link to an item looks like there.</summary>
    public required IReadOnlyList<string> LocatorFormats { get; init; }

    public required IReadOnlyList<Channel> Channels { get; init; }

    public required TidaProcess TidaProcess { get; init; }

    public required DsaStanding? Dsa { get; init; }

    public required string StopnciiPartner { get; init; }

    public required string NcmecTakeitdownPartner { get; init; }

    public string? IwfMember { get; init; }

    /// <summary>Set where a form asks for the survivor's name: shown before anything is released.</summary>
    public string? IdentityRequired { get; init; }

    /// <summary>Its own rule against such content, as notices name it.</summary>
    public string? OwnRule { get; init; }

    /// <summary>0 for the record the program came with, else the number of the organisation's own version.</summary>
    [JsonIgnore]
    public int RecordVersion { get; init; }

    public required IReadOnlyList<string> KnownPromises { get; init; }

    public required IReadOnlyList<string> KnownBehaviour { get; init; }

    public string? PrivateContent { get; init; }

    public required IReadOnlyList<string> Languages { get; init; }

    public string? LanguagesNote { get; init; }

    public required DateOnly? LastVerified { get; init; }

    public string? LastVerifiedNote { get; init; }

    public required IReadOnlyList<FactSource> Sources { get; init; }

    public required FactConfidence Confidence { get; init; }

    /// <summary>The channels a notice under this regime may take, one a route, forms first.</summary>
    /// <remarks>Channels known to serve the regime; where none is known to, those of which nothing is known.
    /// A channel known for another regime, for another use or never to be used is not among them.</remarks>
    public IReadOnlyList<Channel> ChannelsFor(Regime regime)
    {
        var fitting = Channels.Where(channel => channel.Fits(regime)).ToList();
        var serving = fitting.Where(channel => channel.Serves.Count > 0).ToList();
        return [.. (serving.Count > 0 ? serving : fitting).DistinctBy(channel => channel.Route).OrderBy(channel => channel.Route)];
    }
}

/// <summary>What the platform publishes for requests under the US TAKE IT DOWN Act.</summary>
public sealed record TidaProcess
{
    public required string Status { get; init; }

    public string? Url { get; init; }

    public int? PromiseHours { get; init; }

    public string? ScopeWording { get; init; }
}

/// <summary>How the platform stands under the EU Digital Services Act.</summary>
public sealed record DsaStanding
{
    /// <summary>Very large online platform.</summary>
    public Answer? Vlop { get; init; }

    /// <summary>Very large online search engine.</summary>
    public Answer? Vlose { get; init; }

    /// <summary>Authority in charge.</summary>
    public string? Coordinator { get; init; }

    public string? Note { get; init; }
}

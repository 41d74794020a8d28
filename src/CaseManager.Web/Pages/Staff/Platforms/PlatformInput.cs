using System.Globalization;
using CaseManager.Core.Platforms;

namespace CaseManager.Web.Pages.Staff.Platforms;

/// <summary>What an administrator can write about a platform. What the form does not show stays as it was.</summary>
public sealed class PlatformInput
{
    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Operator { get; set; }

    public string? Hosts { get; set; }

    public string? Languages { get; set; }

    public string? OwnRule { get; set; }

    public string? IdentityRequired { get; set; }

    public string? LastVerified { get; set; }

    public string? Source { get; set; }

    public string? Confidence { get; set; }

    public string? Promises { get; set; }

    public string? Behaviour { get; set; }

    public List<ChannelInput> Channels { get; set; } = [];

    public string? Reason { get; set; }

    /// <summary>Number of the version on the page.</summary>
    public int Seen { get; set; }

    /// <summary>The form for a record, with one empty channel at its end.</summary>
    public static PlatformInput Of(Platform platform) => new()
    {
        Id = platform.Id,
        Name = platform.Name,
        Operator = platform.Operator,
        Hosts = string.Join('\n', platform.HostPatterns),
        Languages = string.Join(", ", platform.Languages),
        OwnRule = platform.OwnRule,
        IdentityRequired = platform.IdentityRequired,
        LastVerified = platform.LastVerified?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Confidence = platform.Confidence.Overall,
        Promises = string.Join('\n', platform.KnownPromises),
        Behaviour = string.Join('\n', platform.KnownBehaviour),
        Channels = [.. platform.Channels.Select(ChannelInput.Of), new ChannelInput()],
    };

    /// <summary>The record as it would be.</summary>
    public Platform On(Platform platform) => platform with
    {
        Name = (Name ?? "").Trim(),
        Operator = (Operator ?? "").Trim(),
        HostPatterns = Lines(Hosts, lower: true),
        Languages = [.. (Languages ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        OwnRule = NullIfEmpty(OwnRule),
        IdentityRequired = NullIfEmpty(IdentityRequired),
        LastVerified = DateOnly.TryParseExact(LastVerified, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        Confidence = platform.Confidence with { Overall = NullIfEmpty(Confidence) ?? "unverified" },
        KnownPromises = Lines(Promises, lower: false),
        KnownBehaviour = Lines(Behaviour, lower: false),
        Channels = [.. Channels.Where(channel => channel.IsKept).Select(channel => channel.On(channel.Index is >= 0 and var index && index < platform.Channels.Count ? platform.Channels[index] : null))],
        Sources = NullIfEmpty(Source) is { } source ? [.. platform.Sources, new FactSource { Url = source, Kind = "organisation", Supports = "own record", AsOf = LastVerified }] : platform.Sources,
    };

    /// <summary>A record about nothing yet.</summary>
    public static Platform Empty(string id) => new()
    {
        Id = id,
        Name = "",
        Operator = "",
        Category = "own",
        HostPatterns = [],
        LocatorFormats = [],
        Channels = [],
        TidaProcess = new TidaProcess { Status = "not read" },
        Dsa = null,
        StopnciiPartner = "not read",
        NcmecTakeitdownPartner = "not read",
        KnownPromises = [],
        KnownBehaviour = [],
        Languages = [],
        LastVerified = null,
        Sources = [],
        Confidence = new FactConfidence { Overall = "unverified", Unverified = [] },
    };

    private static List<string> Lines(string? text, bool lower) =>
        [.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => lower ? line.ToLowerInvariant() : line)];

    private static string? NullIfEmpty(string? text) => text?.Trim() is { Length: > 0 } kept ? kept : null;
}

using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseManager.Core.Takedowns.Releases;

/// <summary>What a caseworker signed, in her own browser, when she released.</summary>
public sealed record ReleaseStatement
{
    /// <summary>Format: 3; 2 without <see cref="OwnWork"/> and <see cref="Follows"/>; 1 without <see cref="Authority"/> and <see cref="Proposed"/> besides.</summary>
    [JsonPropertyName("v")]
    public required int Version { get; init; }

    /// <summary>The instance, 32 hexadecimal characters.</summary>
    public required string Instance { get; init; }

    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>Who signs.</summary>
    public required string By { get; init; }

    /// <summary>When, by her clock.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Regime { get; init; }

    public required string Language { get; init; }

    public required IReadOnlyList<ReleasedLink> Links { get; init; }

    public required IReadOnlyList<ReleasedNotice> Notices { get; init; }

    /// <summary>The purpose she let it be done for, always <c>send-links</c>.</summary>
    public required string Consent { get; init; }

    /// <summary>That nobody shown was under 18 when the imagery was made, always <c>confirmed</c>.</summary>
    public required string AdultAtCapture { get; init; }

    /// <summary>Reference of the authority to act that she looked at; it stays in the case.</summary>
    public string? Authority { get; init; }

    /// <summary>The regime the program proposed; another one was chosen by her, and a note in the case says why.</summary>
    public string? Proposed { get; init; }

    /// <summary>That the person depicted made the pictures herself, <c>confirmed</c> where the law protects a work; else nothing.</summary>
    public string? OwnWork { get; init; }

    /// <summary>The notice these follow, 32 hexadecimal characters; <see langword="null"/> for first ones.</summary>
    public string? Follows { get; init; }

    /// <summary>What her signature begins with.</summary>
    public const string Label = "casemanager/1 release";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>Reads exact bytes; anything missing, spare, doubled or of another shape is refused.</summary>
    /// <exception cref="RefusedException"><c>statement</c>, or <c>adult-not-confirmed</c>.</exception>
    public static ReleaseStatement Read(byte[] bytes)
    {
        try
        {
            return Checked(JsonSerializer.Deserialize<ReleaseStatement>(bytes, Strict));
        }
        catch (JsonException)
        {
            throw new RefusedException("statement");
        }
    }

    /// <exception cref="RefusedException"><c>statement</c>.</exception>
    internal Guid? ReadFollows() => Follows is null ? null : HexId.TryRead(Follows, out var id) ? id : throw new RefusedException("statement");

    private static ReleaseStatement Checked(ReleaseStatement? read)
    {
        if (read is not ({ Version: 3, Consent: "send-links", OwnWork: null or "confirmed" } or { Version: 2, Consent: "send-links", OwnWork: null, Follows: null }
                or { Version: 1, Consent: "send-links", Authority: null, Proposed: null, OwnWork: null, Follows: null })
            || read.Authority is { Length: > 40 } || read.Proposed is { Length: > 64 } || read.At.Offset != TimeSpan.Zero
            || read.Links.Count == 0 || read.Notices.Count == 0)
        {
            throw new RefusedException("statement");
        }

        return read.AdultAtCapture == "confirmed" ? read : throw new RefusedException("adult-not-confirmed");
    }
}

/// <summary>A link in a statement.</summary>
public sealed record ReleasedLink
{
    public required string Key { get; init; }

    public required string Url { get; init; }
}

/// <summary>A notice in a statement: which, by which way, and the hash of what was shown.</summary>
public sealed record ReleasedNotice
{
    public required string NoticeId { get; init; }

    public required string Route { get; init; }

    /// <summary>SHA-256 as base64url.</summary>
    public required string PreviewHash { get; init; }

    /// <exception cref="RefusedException"><c>statement</c>.</exception>
    internal (Guid Id, NoticeRoute Route, byte[] PreviewHash) Read() =>
        HexId.TryRead(NoticeId, out var id) && RouteCodes.TryRead(Route, out var route) && Base64Url.IsValid(PreviewHash)
            ? (id, route, Base64Url.DecodeFromChars(PreviewHash))
            : throw new RefusedException("statement");
}

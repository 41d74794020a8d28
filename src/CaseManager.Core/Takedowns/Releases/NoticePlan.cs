using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns.Notices;

namespace CaseManager.Core.Takedowns.Releases;

/// <summary>What a caseworker wants to release: the inputs of every rendering.</summary>
/// <param name="Links">As typed, or the address built from a key.</param>
/// <param name="RegimeId">Regime the notices rest on.</param>
/// <param name="Language">Language of the notices.</param>
/// <param name="Authority">Reference of the recorded authority to act; <see langword="null"/> where none is cited.</param>
/// <param name="IsOwnWork">Whether somebody vouches that the person depicted made the pictures herself.</param>
/// <param name="NoticeIds">Identifiers the browser chose, by route; a route without one is not prepared.</param>
public sealed record PlanInputs(
    IReadOnlyList<string> Links, string RegimeId, string Language, string? Authority, bool IsOwnWork, IReadOnlyDictionary<NoticeRoute, Guid> NoticeIds)
{
    /// <summary>The notice these are to follow, as the next step of its requests; <see langword="null"/> for first ones.</summary>
    public Guid? Follows { get; init; }
}

/// <summary>What a case allows: what she agreed to, and whether an authority to act lies in it.</summary>
public sealed record CaseStanding(Guid CaseId, IReadOnlySet<string> Consents, bool HasAuthority)
{
    /// <summary>The channel, group or site it is the file of; <see langword="null"/> for a case about a person.</summary>
    public Guid? VenueId { get; init; }
}

/// <summary>The notices a release would make, in the order they are proposed: form first.</summary>
public sealed record NoticePlan(Regime Regime, IReadOnlyList<NoticeLink> Links, IReadOnlyList<PlannedNotice> Notices)
{
    /// <summary>What they follow; <see langword="null"/> for first ones.</summary>
    public FollowedThread? Followed { get; init; }
}

/// <summary>One notice of a plan.</summary>
/// <param name="Route">How it would leave.</param>
/// <param name="Rendered">Exactly what would leave.</param>
/// <param name="NeedsSecondPerson">Whether somebody else has to approve it: always where the address is not confirmed.</param>
public sealed record PlannedNotice(NoticeRoute Route, RenderedNotice Rendered, bool NeedsSecondPerson)
{
    /// <summary>When its contact was asked about one of the links, for whatever case, UTC; <see langword="null"/> where not lately.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Until when it would wait for that, unless a second person lets it go, UTC.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }
}

using CaseManager.Core.Platforms;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>Everything a notice is made of. Two renderings of equal inputs are equal byte for byte.</summary>
public sealed record NoticeInputs
{
    /// <summary>Chosen by the browser that shows the preview; code and reply address are drawn from it.</summary>
    public required Guid NoticeId { get; init; }

    public required Regime Regime { get; init; }

    /// <summary>Language of the template, such as <c>en</c>.</summary>
    public required string Language { get; init; }

    public required Organisation Organisation { get; init; }

    public required NoticeRecipient Recipient { get; init; }

    /// <summary>In the order they are listed.</summary>
    public required IReadOnlyList<NoticeLink> Links { get; init; }

    public required MailTokens Tokens { get; init; }

    /// <summary>An authority to act for the person depicted is recorded; it stays with the organisation.</summary>
    public bool HasAuthority { get; init; }

    /// <summary>A caseworker vouches that the person depicted made the pictures herself.</summary>
    public bool IsOwnWork { get; init; }

    /// <summary>The earlier notice this one follows; <see langword="null"/> for the first to a recipient.</summary>
    public FollowUpInputs? FollowUp { get; init; }

    /// <summary>The thread it goes on in; <see langword="null"/> for one that begins its own.</summary>
    public NoticeThread? Thread { get; init; }

    /// <summary><c>channel</c>, <c>group</c> or <c>site</c> where the notice is about one as a whole, on the organisation's own finding; else empty.</summary>
    public string Venue { get; init; } = "";

    /// <summary>Addresses that may stand nowhere.</summary>
    public NeverAddresses Never { get; init; } = PlatformDirectory.Seed.Never;
}

namespace CaseManager.Core.Platforms.Links;

/// <summary>What a typed link stands for.</summary>
/// <param name="Input">What was typed; halves of surrogate pairs replaced by U+FFFD.</param>
/// <param name="Kind">Second part of a Telegram key, else <c>web</c>; null without a key.</param>
/// <param name="Key">The same for every spelling of one link; null where there is none.</param>
/// <param name="Platform">Id of the platform directory, or null.</param>
/// <param name="Url">Address built from the key; normalised again it has the same key. Null without a key.</param>
/// <param name="Confidence"><c>high</c> or <c>low</c>; always <c>low</c> without a key.</param>
/// <param name="Reason">Why there is no key, one of <see cref="LinkNormalizer.Reasons"/>; null with a key.</param>
public sealed record NormalizedLink(
    string Input, string? Kind, string? Key, string? Platform, string? Url, string Confidence, string? Reason);

using System.Text.RegularExpressions;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>What a notice must never carry. The survivor's name is not among its inputs at all; this finds the rest.</summary>
public static partial class NoticeContent
{
    /// <summary>A link is for another platform or host to act on: one recipient a notice.</summary>
    public const string AnotherRecipient = "another_recipient";

    /// <summary>The same link stands twice.</summary>
    public const string LinkTwice = "link_twice";

    /// <summary>An address that is never to be used, as recipient or as the organisation's own.</summary>
    public const string NeverAddress = "never_address";

    /// <summary>A data URI, an embedded image or a reference to one.</summary>
    public const string Imagery = "imagery";

    /// <summary>Words that describe imagery instead of naming its class.</summary>
    public const string ImageryWords = "imagery_words";

    /// <summary>Something that looks like a hash of an image or file.</summary>
    public const string Hash = "hash";

    public static IReadOnlyList<string> Check(NoticeInputs inputs, string text)
    {
        var own = WithoutInputs(inputs, text);
        (string Code, bool Found)[] findings =
        [
            (AnotherRecipient, !inputs.Links.All(inputs.Recipient.Holds)),
            (LinkTwice, inputs.Links.DistinctBy(link => link.Key).Count() != inputs.Links.Count),
            (NeverAddress, new[] { inputs.Recipient.Address, inputs.Organisation.Mailbox }.Any(inputs.Never.Contain)),
            (Imagery, ImageryPattern().IsMatch(text)),
            (ImageryWords, ImageryWordsPattern().IsMatch(own)),
            (Hash, HashPattern().IsMatch(own)),
        ];
        return [.. findings.Where(finding => finding.Found).Select(finding => finding.Code)];
    }

    // Addresses and names may hold such words and long codes; what a template says may not.
    private static string WithoutInputs(NoticeInputs inputs, string text)
    {
        string[] values =
        [
            .. inputs.Links.Select(link => link.Url),
            inputs.Tokens.ReplyAddress(inputs.NoticeId), inputs.Recipient.Name, inputs.Recipient.Address,
            .. inputs.FollowUp is { } followUp ? new[] { followUp.Subject, followUp.BodyName, followUp.BodyChannel, inputs.Regime.Name, inputs.Regime.Citation } : [],
            inputs.Organisation.Name, inputs.Organisation.Mailbox, inputs.Organisation.Website, inputs.Recipient.OwnRule,
            .. inputs.Recipient.Fields.Select(field => field.Label),
        ];
        return values.Where(value => value.Length > 0).OrderByDescending(value => value.Length)
            .Aggregate(text, (left, value) => left.Replace(value, " ", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"data:[a-z]+/|<img|\bcid:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ImageryPattern();

    [GeneratedRegex(@"\b(nudes?|naked|topless|porn\w*|genitals?|breasts?|penis|vagina|masturbat\w*|intercourse|thumbnails?|screenshots?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ImageryWordsPattern();

    [GeneratedRegex(@"\b[0-9a-f]{32,}\b|[A-Za-z0-9+/_-]{43,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HashPattern();
}

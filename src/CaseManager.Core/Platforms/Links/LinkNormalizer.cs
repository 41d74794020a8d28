namespace CaseManager.Core.Platforms.Links;

/// <summary>Finds the canonical key of a link. The browser has the same rules in <c>lib/links</c>, held together by one file of vectors.</summary>
public sealed class LinkNormalizer(PlatformHosts platforms)
{
    /// <summary>Version of the table, stored beside every key.</summary>
    public static int TableVersion => LinkTable.Version;

    /// <summary>Every reason for which a link has no key.</summary>
    public static IReadOnlyCollection<string> Reasons => LinkTable.Reasons;

    /// <summary>True where the input holds a login code or a phone hash, which is shown to nobody and kept nowhere.</summary>
    public static bool HoldsSecret(string? reason) => reason is not null && LinkTable.SecretReasons.Contains(reason);

    /// <summary>Never throws, whatever was typed.</summary>
    public NormalizedLink Normalize(string typed)
    {
        var input = LinkText.WellFormed(typed);
        var found = LinkReader.Read(input, nested: false);
        if (found.Url?.Length > LinkTable.Limits.Length)
        {
            // Its own address would be refused.
            found = LinkReading.Refuse("too_long");
        }

        if (found.Reason is not null)
        {
            return new(input, null, null, found.Telegram ? platforms.OfScheme("tg") : null, null, "low", found.Reason);
        }

        var platform = found.Host is null ? platforms.OfScheme("tg") : platforms.OfHost(found.Host);
        return new(input, found.Kind, found.Key, platform, found.Url, found.Low ? "low" : "high", null);
    }
}

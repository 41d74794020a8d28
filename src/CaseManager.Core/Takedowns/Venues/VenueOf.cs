using System.Text.RegularExpressions;
using CaseManager.Core.Platforms.Links;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>The venue a link belongs to.</summary>
/// <param name="Key">Canonical key of the venue as a whole.</param>
/// <param name="Url">Address built from it.</param>
/// <param name="Platform">Directory id, or <see langword="null"/> for a site.</param>
/// <param name="IsWhole">Whether the link names the venue and nothing narrower.</param>
public sealed record VenueReading(VenueKind Kind, string Key, string Url, string? Platform, bool IsWhole);

/// <summary>Finds the venue of a link by its canonical key alone. Pure.</summary>
public static partial class VenueOf
{
    /// <summary>Places on the directory's web platforms whose items name them: the key after <c>web:</c>, and the place it belongs to.</summary>
    private static readonly (VenueKind Kind, Regex Pattern, string Place)[] places =
    [
        (VenueKind.Channel, WhatsAppChannel(), "whatsapp.com/channel/$1"),
        (VenueKind.Group, WhatsAppGroup(), "chat.whatsapp.com/$1"),
        (VenueKind.Group, FacebookGroup(), "www.facebook.com/groups/$1"),
        (VenueKind.Group, DiscordServer(), "discord.com/channels/$1"),
        (VenueKind.Group, DiscordInvite(), "discord.gg/$1"),
        (VenueKind.Group, NaverCafe(), "cafe.naver.com/$1"),
        (VenueKind.Group, KakaoRoom(), "open.kakao.com/o/$1"),
        (VenueKind.Group, LineGroup(), "line.me/ti/g2/$1"),
    ];

    /// <param name="key">Canonical key.</param>
    /// <param name="normalizer">Of today's directory: no host of a platform that it knows is a venue as a whole.</param>
    /// <returns><see langword="null"/> where a link belongs to no venue.</returns>
    public static VenueReading? Read(string key, LinkNormalizer normalizer) =>
        key.StartsWith("web:", StringComparison.Ordinal) ? OfWeb(key["web:".Length..], normalizer) : OfTelegram(key.Split(':'), key, normalizer);

    private static VenueReading? OfTelegram(string[] parts, string key, LinkNormalizer normalizer)
    {
        if (parts is not ["tg", var kind, var name, ..])
        {
            return null;
        }

        return kind switch
        {
            "peer" => Read(VenueKind.Channel, key, normalizer, isWhole: true),
            "post" or "comment" or "story" => Read(VenueKind.Channel, $"tg:peer:{name}", normalizer, isWhole: false),
            "invite" or "folder" => Read(VenueKind.Group, key, normalizer, isWhole: true),
            _ => null,
        };
    }

    private static VenueReading? OfWeb(string place, LinkNormalizer normalizer)
    {
        var host = HostOf(place);
        if (normalizer.Normalize($"https://{host}/").Platform is null && PlatformHosts.Seeded.OfHost(host) is null)
        {
            return OfSite(place, host, normalizer);
        }

        foreach (var (kind, pattern, whole) in places)
        {
            if (pattern.Match(place) is { Success: true } match)
            {
                return Read(kind, $"web:{match.Result(whole)}", normalizer, isWhole: match.Groups["item"].Length == 0);
            }
        }

        return null;
    }

    private static VenueReading? OfSite(string place, string host, LinkNormalizer normalizer)
    {
        var site = RegistrableHosts.Of(host);
        if (PlatformHosts.Seeded.OfHost(site) is not null)
        {
            return null;
        }

        var isWhole = place == $"{site}/" || place == $"www.{site}/";
        return Read(VenueKind.Site, $"web:{site}/", normalizer, isWhole) is { Platform: null } found ? found : null;
    }

    private static VenueReading? Read(VenueKind kind, string key, LinkNormalizer normalizer, bool isWhole)
    {
        var address = CanonicalKey.Read(key)?.Url;
        return address is not null && normalizer.Normalize(address) is { Key: { } same, Url: { } url, Platform: var platform } && same == key
            ? new VenueReading(kind, key, url, platform, isWhole)
            : null;
    }

    private static string HostOf(string place)
    {
        var host = place.Split('/', 2)[0];
        return host.LastIndexOf(':') is >= 0 and var colon && colon > host.LastIndexOf(']') ? host[..colon] : host;
    }

    [GeneratedRegex(@"^(?:www\.)?whatsapp\.com/channel/([0-9A-Za-z_-]+)/?(?<item>[0-9]*)\z")]
    private static partial Regex WhatsAppChannel();

    [GeneratedRegex(@"^chat\.whatsapp\.com/([0-9A-Za-z]+)(?<item>)\z")]
    private static partial Regex WhatsAppGroup();

    [GeneratedRegex(@"^(?:www\.|m\.)?facebook\.com/groups/([0-9a-z_.-]+)/?(?<item>(?:posts/.+)?)\z")]
    private static partial Regex FacebookGroup();

    [GeneratedRegex(@"^discord\.com/channels/([0-9]+)(?<item>(?:/[0-9]+){0,2})\z")]
    private static partial Regex DiscordServer();

    [GeneratedRegex(@"^discord\.gg/([0-9A-Za-z_-]+)(?<item>)\z")]
    private static partial Regex DiscordInvite();

    [GeneratedRegex(@"^cafe\.naver\.com/([0-9A-Za-z_.-]+)(?<item>(?:/[0-9]+)?)\z")]
    private static partial Regex NaverCafe();

    [GeneratedRegex(@"^open\.kakao\.com/o/([0-9A-Za-z_-]+)(?<item>)\z")]
    private static partial Regex KakaoRoom();

    [GeneratedRegex(@"^line\.me/ti/g2/([0-9A-Za-z_-]+)(?<item>)\z")]
    private static partial Regex LineGroup();
}

using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Takedowns.Notices;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Releases;

/// <summary>Finds out who holds the links, by which routes they are reached, and renders the notices. Stores nothing.</summary>
public sealed class PlanNotices(
    CaseManagerDbContext database,
    LinkNormalizer normalizer,
    PlatformDirectory platforms,
    RegimeDirectory regimes,
    Organisation organisation,
    MailTokens tokens,
    TakedownPolicy policy)
{
    /// <summary>Links one release may name.</summary>
    public const int MaximumLinks = 100;

    /// <exception cref="RefusedException">The inputs cannot become a notice; the code says why.</exception>
    public async Task<NoticePlan> RunAsync(PlanInputs inputs, CancellationToken cancel)
    {
        if (inputs.Links.Count is 0 or > MaximumLinks)
        {
            throw new RefusedException("links");
        }

        var regime = regimes.Find(inputs.RegimeId) ?? throw new RefusedException("unknown-regime");
        if (!NoticeTemplates.Has(regime.Id, inputs.Language))
        {
            throw new RefusedException("no-template");
        }

        var links = inputs.Links.Select(Read).ToList();
        if (links.DistinctBy(link => link.Key).Count() != links.Count)
        {
            throw new RefusedException("link-twice");
        }

        var notices = (await FindRoutesAsync(links, regime, cancel))
            .Where(route => inputs.NoticeIds.ContainsKey(route.Recipient.Route))
            .Select(route => new PlannedNotice(
                route.Recipient.Route,
                NoticeRenderer.Render(new NoticeInputs
                {
                    NoticeId = inputs.NoticeIds[route.Recipient.Route],
                    Regime = regime,
                    Language = inputs.Language,
                    Organisation = organisation,
                    Recipient = route.Recipient,
                    Links = links,
                    Tokens = tokens,
                }),
                policy.SecondPerson || route.NeedsSecondPerson))
            .ToList();
        return notices.Count > 0 ? new NoticePlan(regime, links, notices) : throw new RefusedException("no-route");
    }

    private NoticeLink Read(string typed) => normalizer.Normalize(typed) switch
    {
        { Key: not null } link => NoticeLink.From(link),
        _ => throw new RefusedException("link-not-understood"),
    };

    private async Task<IReadOnlyList<Route>> FindRoutesAsync(List<NoticeLink> links, Regime regime, CancellationToken cancel)
    {
        if (links.DistinctBy(link => link.Platform).Count() > 1)
        {
            throw new RefusedException("several-recipients");
        }

        return links[0].Platform is { } id && platforms.Find(id) is { } platform
            ? [.. platform.ChannelsFor(regime).Where(IsRoute).Select(channel => RouteTo(platform, channel))]
            : [await FindContactAsync(links, cancel)];
    }

    private async Task<Route> FindContactAsync(List<NoticeLink> links, CancellationToken cancel)
    {
        var hosts = links.Select(link => link.Host).Distinct().ToList();
        if (hosts.Count > 1)
        {
            throw new RefusedException("several-recipients");
        }

        var contact = await database.Set<TypedContact>()
            .AsNoTracking()
            .Where(contact => contact.Host == hosts[0] && contact.ConfirmedAt != null)
            .OrderByDescending(contact => contact.ConfirmedAt)
            .FirstOrDefaultAsync(cancel);
        return contact is null || platforms.Never.Contain(contact.Address)
            ? throw new RefusedException("no-confirmed-contact")
            : new Route(NoticeRecipient.For(contact), NeedsSecondPerson: false);
    }

    private static Route RouteTo(Platform platform, Channel channel) => new(
        NoticeRecipient.For(platform, channel), NeedsSecondPerson: channel.Route is ChannelRoute.Mail && !channel.MaySendByItself);

    private static bool IsRoute(Channel channel) => channel.Route is ChannelRoute.Form or ChannelRoute.InApp or ChannelRoute.Mail;

    private sealed record Route(NoticeRecipient Recipient, bool NeedsSecondPerson);
}

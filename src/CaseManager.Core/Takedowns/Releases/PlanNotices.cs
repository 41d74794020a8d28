using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Reports;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.Core.Takedowns.Venues;
using Microsoft.EntityFrameworkCore;
using Directory = CaseManager.Core.Platforms.Records.Directory;

namespace CaseManager.Core.Takedowns.Releases;

/// <summary>Finds out who holds the links, by which routes they are reached, and renders the notices. Stores nothing.</summary>
public sealed class PlanNotices(
    CaseManagerDbContext database,
    ReadDirectory readDirectory,
    FollowNotice followNotice,
    CheckVenueFile checkVenueFile,
    ContactHash contacts,
    Organisation organisation,
    MailTokens tokens,
    TakedownPolicy policy,
    TimeProvider time)
{
    /// <summary>Links one release may name.</summary>
    public const int MaximumLinks = 100;

    /// <exception cref="RefusedException">The inputs cannot become a notice; the code says why.</exception>
    public async Task<NoticePlan> RunAsync(PlanInputs inputs, CaseStanding standing, CancellationToken cancel)
    {
        if (inputs.Links.Count is 0 or > MaximumLinks)
        {
            throw new RefusedException("links");
        }

        var directory = await readDirectory.RunAsync(cancel);
        var regime = directory.Regimes.Find(inputs.RegimeId) ?? throw new RefusedException("unknown-regime");
        var allowed = directory.StandingOf(regime, policy.Today(time.GetUtcNow()));
        if (!allowed.MayBeChosen)
        {
            throw new RefusedException("regime-not-available", RefusalKind.Conflict);
        }

        if (!NoticeTemplates.Has(regime.Id, inputs.Language))
        {
            throw new RefusedException("no-template");
        }

        var links = inputs.Links.Select(typed => Read(typed, directory.Normalizer)).ToList();
        if (links.DistinctBy(link => link.Key).Count() != links.Count)
        {
            throw new RefusedException("link-twice");
        }

        var followed = inputs.Follows is { } follows
            ? await followNotice.RunAsync(standing.CaseId, follows, [.. links.Select(link => link.Key)], cancel)
            : null;
        if (followed is not null && followed.Notice.RegimeId != regime.Id)
        {
            throw new RefusedException("another-regime", RefusalKind.Conflict);
        }

        var venue = standing.VenueId is { } venueId ? await checkVenueFile.RunAsync(venueId, links, regime.Id, inputs.Language, directory.Normalizer, cancel) : "";
        var followUp = followed is { Action: RungAction.Remind } ? followed.Inputs : null;
        if (followUp is not null && !NoticeTemplates.Has(followUp.Template, inputs.Language))
        {
            throw new RefusedException("no-template");
        }

        var notices = (await FindRoutesAsync(links, regime, directory, cancel))
            .Where(route => followed?.MayTake(route.Recipient.Route, route.Recipient.Route == NoticeRoute.Mail ? contacts.Of(route.Recipient.Address) : null) ?? true)
            .Where(route => inputs.NoticeIds.ContainsKey(route.Recipient.Route))
            .Select(route => new PlannedNotice(
                route.Recipient.Route,
                WithConsents(standing, regime, NoticeRenderer.Render(new NoticeInputs
                {
                    NoticeId = inputs.NoticeIds[route.Recipient.Route],
                    Regime = regime,
                    Language = inputs.Language,
                    Organisation = organisation,
                    Recipient = route.Recipient,
                    Links = links,
                    Tokens = tokens,
                    HasAuthority = !string.IsNullOrWhiteSpace(inputs.Authority) && standing.HasAuthority,
                    IsOwnWork = inputs.IsOwnWork,
                    Never = directory.Platforms.Never,
                    FollowUp = followUp,
                    Venue = venue,
                    Thread = followed?.Thread,
                })),
                policy.SecondPerson || allowed.SecondPerson || route.NeedsSecondPerson || followed is { Contradicts: true }))
            .ToList();
        return notices.Count > 0 ? new NoticePlan(regime, links, notices) { Followed = followed } : throw new RefusedException("no-route");
    }

    /// <summary>What else she must have agreed to: that the regime can lead to her, that a form asks for her name.</summary>
    private static RenderedNotice WithConsents(CaseStanding standing, Regime regime, RenderedNotice notice)
    {
        (string Purpose, bool Needed)[] asked =
        [
            (ConsentPurposes.ExposeToPoster, regime.Exposing),
            (ConsentPurposes.DiscloseName, notice.AsksWhoSheIs),
        ];
        return notice with
        {
            Missing =
            [
                .. notice.Missing,
                .. asked.Where(one => one.Needed && !standing.Consents.Contains(one.Purpose)).Select(one => new MissingElement($"consent:{one.Purpose}", $"consent:{one.Purpose}")),
            ],
        };
    }

    private static NoticeLink Read(string typed, LinkNormalizer normalizer) => normalizer.Normalize(typed) switch
    {
        { Key: not null } link => NoticeLink.From(link),
        _ => throw new RefusedException("link-not-understood"),
    };

    private async Task<IReadOnlyList<Route>> FindRoutesAsync(List<NoticeLink> links, Regime regime, Directory directory, CancellationToken cancel)
    {
        if (links.DistinctBy(link => link.Platform).Count() > 1)
        {
            throw new RefusedException("several-recipients");
        }

        var platform = links[0].Platform is { } id ? directory.Platforms.Find(id) : null;
        return (platform, regime.DraftOnly) switch
        {
            (null, true) => [new Route(NoticeRecipient.DraftFor(links[0].Host), NeedsSecondPerson: false)],
            (null, false) => [await FindContactAsync(links, directory, cancel)],
            (_, true) => [new Route(NoticeRecipient.DraftFor(platform), NeedsSecondPerson: false)],
            (_, false) =>
            [
                .. platform.ChannelsFor(regime)
                    .Where(IsRoute)
                    .Select(channel => new Route(NoticeRecipient.For(platform, channel), channel.Route is ChannelRoute.Mail ? !directory.MaySendByItself(platform, channel) : !directory.IsConfirmed(platform, channel))),
            ],
        };
    }

    private async Task<Route> FindContactAsync(List<NoticeLink> links, Directory directory, CancellationToken cancel)
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
        return contact is null || directory.Platforms.Never.Contain(contact.Address)
            ? throw new RefusedException("no-confirmed-contact")
            : new Route(NoticeRecipient.For(contact), NeedsSecondPerson: false);
    }

    private static bool IsRoute(Channel channel) => channel.Route is ChannelRoute.Form or ChannelRoute.InApp or ChannelRoute.Mail;

    private sealed record Route(NoticeRecipient Recipient, bool NeedsSecondPerson);
}

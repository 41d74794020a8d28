using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Bodies;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Reports;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.FollowUp.Timers;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp;

/// <summary>Reads what decides about several requests, in a fixed number of queries; steps and timers are tracked.</summary>
public sealed class ReadRequestFacts(CaseManagerDbContext database, ReadDirectory readDirectory)
{
    internal async Task<IReadOnlyList<RequestFacts>> RunAsync(IQueryable<TakedownRequest> which, CancellationToken cancel)
    {
        // Not as the caller has them in hand: as they stand in the database by now.
        var rows = await (
            from request in which.AsNoTracking()
            join target in database.Set<Target>() on request.TargetId equals target.Id
            orderby request.Id
            select new
            {
                Request = request,
                target.State,
                target.ObservedAt,
                HasConsent = database.Set<Consent>().Any(consent => consent.CaseId == request.CaseId && consent.Purpose == ConsentPurposes.SendLinks && consent.WithdrawnAt == null),
            }).ToListAsync(cancel);
        if (rows.Count == 0)
        {
            return [];
        }

        var ids = rows.Select(row => row.Request.Id).ToList();
        var timers = (await database.Set<RequestTimer>().Where(timer => ids.Contains(timer.RequestId)).ToListAsync(cancel)).ToLookup(timer => timer.RequestId);
        var steps = (await database.Set<Escalation>().Where(step => ids.Contains(step.RequestId)).ToListAsync(cancel)).ToLookup(step => step.RequestId);
        var notices = (await (
            from item in database.Set<NoticeItem>()
            join notice in database.Set<Notice>() on item.NoticeId equals notice.Id
            where ids.Contains(item.RequestId)
            select new { item.RequestId, Notice = new FollowedNotice(notice.Id, notice.Route, notice.State, notice.LeftAt) }).ToListAsync(cancel))
            .ToLookup(one => one.RequestId, one => one.Notice);
        var directory = await readDirectory.RunAsync(cancel);
        var ways = new Dictionary<(string, string), IReadOnlyList<NoticeRoute>>();
        return
        [
            .. rows.Select(row =>
            {
                var platform = Recipient.IsPlatform(row.Request.Recipient, out var platformId) ? directory.Platforms.Find(platformId) : null;
                var regime = directory.Regimes.Find(row.Request.RegimeId);
                return new RequestFacts
                {
                    Request = row.Request,
                    Target = row.State,
                    ObservedAt = row.ObservedAt,
                    HasConsent = row.HasConsent,
                    Ladder = LadderDirectory.Seed.For(platform),
                    Steps = [.. steps[row.Request.Id]],
                    Timers = [.. timers[row.Request.Id]],
                    Notices = [.. notices[row.Request.Id]],
                    HasOtherWay = platform is not null && regime is not null && WaysTo(platform, regime, ways).Except(Taken(notices[row.Request.Id])).Any(),
                    HasRegulator = regime is not null && BodyDirectory.Of(regime).Any(body => body.TakesComplaints),
                };
            }),
        ];
    }

    private static IEnumerable<NoticeRoute> Taken(IEnumerable<FollowedNotice> notices) =>
        notices.Where(notice => !NoticeMoves.HasFailed(notice.State)).Select(notice => notice.Route);

    // The same few platforms and laws stand behind a whole wave of requests.
    private static IReadOnlyList<NoticeRoute> WaysTo(Platform platform, Regime regime, Dictionary<(string, string), IReadOnlyList<NoticeRoute>> known)
    {
        if (!known.TryGetValue((platform.Id, regime.Id), out var ways))
        {
            ways =
            [
                .. platform.ChannelsFor(regime).Select(channel => channel.Route switch
                {
                    ChannelRoute.Mail => NoticeRoute.Mail,
                    ChannelRoute.Form => NoticeRoute.Form,
                    ChannelRoute.InApp => NoticeRoute.InApp,
                    ChannelRoute.Api or null => NoticeRoute.Draft,
                }).Where(route => route != NoticeRoute.Draft),
            ];
            known.Add((platform.Id, regime.Id), ways);
        }

        return ways;
    }
}

using System.Text;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Bodies;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Releases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp.Steps;

/// <summary>Prepares the text of a complaint for a person to hand in. Rendered in memory while her consent stands; nothing of it is stored or sent.</summary>
public sealed class WriteDraft(
    CaseManagerDbContext database, PreviewNotice preview, ReadDirectory readDirectory, DataKeys keys, Organisation organisation, MailTokens tokens,
    TakedownPolicy policy, TimeProvider time)
{
    /// <param name="bodyId">Where it is to be handed in.</param>
    /// <exception cref="RefusedException"><c>unknown-step</c>, <c>no-draft</c>: the step has none, <c>unknown-body</c>, <c>nothing-left</c>, <c>no-consent</c>, <c>case-closed</c>.</exception>
    public async Task<string> RunAsync(Guid stepId, string bodyId, CancellationToken cancel)
    {
        var step = await database.Set<Escalation>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == stepId, cancel)
            ?? throw new RefusedException("unknown-step", RefusalKind.NotFound);
        await preview.CheckCaseAsync(step.CaseId, cancel);
        var request = await database.Set<TakedownRequest>().AsNoTracking().SingleAsync(row => row.Id == step.RequestId, cancel);
        var directory = await readDirectory.RunAsync(cancel);
        var platform = Recipient.IsPlatform(request.Recipient, out var platformId) ? directory.Platforms.Find(platformId) : null;
        if (step.State != StepState.Open || LadderDirectory.Seed.For(platform).Find(step.RungId) is not { Action: RungAction.Draft }
            || directory.Regimes.Find(request.RegimeId) is not { } regime)
        {
            throw new RefusedException("no-draft", RefusalKind.Conflict);
        }

        var body = BodyDirectory.Of(regime).FirstOrDefault(body => body.Id == bodyId && body.TakesComplaints) ?? throw new RefusedException("unknown-body");
        var earlier = await EarliestAsync(request.Id, cancel) ?? throw new RefusedException("nothing-left", RefusalKind.Conflict);
        var links = await LinksAsync(earlier.Id, cancel);
        return links.Count == 0
            ? throw new RefusedException("nothing-left", RefusalKind.Conflict)
            : NoticeRenderer.Render(Inputs(request, regime, platform, body, earlier, links)).Draft!;
    }

    private NoticeInputs Inputs(TakedownRequest request, Regime regime, Platform? platform, Body body, Notice earlier, IReadOnlyList<(NoticeLink Link, int Number)> links)
    {
        var now = time.GetUtcNow();
        return new NoticeInputs
        {
            NoticeId = earlier.Id,
            Regime = regime,
            Language = NoticeTemplates.English,
            Organisation = organisation,
            Recipient = platform is null ? NoticeRecipient.DraftFor(links[0].Link.Host) : NoticeRecipient.DraftFor(platform),
            Links = [.. links.Select(one => one.Link)],
            Tokens = tokens,
            FollowUp = new FollowUpInputs
            {
                Template = FollowUpInputs.Complaint,
                Code = tokens.HumanCode(earlier.Id),
                LeftOn = policy.Today(earlier.LeftAt!.Value),
                Numbers = links.ToDictionary(one => one.Link.Key, one => one.Number, StringComparer.Ordinal),
                DueOn = request.DueAt is { } dueAt && dueAt < now ? policy.Today(dueAt) : null,
                Answer = request.Answer ?? "",
                AnsweredOn = request.AnsweredAt is { } answered ? policy.Today(answered) : null,
                BodyName = body.Name,
                BodyChannel = body.Channel,
            },
        };
    }

    private Task<Notice?> EarliestAsync(Guid requestId, CancellationToken cancel) => database.Set<Notice>().AsNoTracking()
        .Where(notice => (notice.State == NoticeState.Accepted || notice.State == NoticeState.SubmittedByOperator)
            && database.Set<NoticeItem>().Any(item => item.NoticeId == notice.Id && item.RequestId == requestId))
        .OrderBy(notice => notice.LeftAt)
        .FirstOrDefaultAsync(cancel);

    private async Task<IReadOnlyList<(NoticeLink Link, int Number)>> LinksAsync(Guid noticeId, CancellationToken cancel)
    {
        var rows = await (
            from item in database.Set<NoticeItem>()
            join request in database.Set<TakedownRequest>() on item.RequestId equals request.Id
            join target in database.Set<Target>().AsNoTracking() on request.TargetId equals target.Id
            where item.NoticeId == noticeId && request.State == RequestState.Active && target.State != TargetState.Gone
            orderby item.Number
            select new { item.Number, Target = target }).ToListAsync(cancel);
        var links = new List<(NoticeLink, int)>();
        foreach (var row in rows)
        {
            if (await keys.FindAsync(row.Target.Id, cancel) is { } key)
            {
                links.Add((new NoticeLink(Open(key, row.Target.KeySealed, SealedPlaces.TargetKey(row.Target.Id)), Open(key, row.Target.UrlSealed, SealedPlaces.TargetUrl(row.Target.Id)), row.Target.Platform), row.Number));
            }
        }

        return links;
    }

    private static string Open(byte[] key, byte[] field, string place) => Encoding.UTF8.GetString(FieldCipher.Open(key, field, place));
}

using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Bodies;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Releases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp.Steps;

/// <summary>Prepares the text of a complaint for a person to hand in. Rendered in memory while her consent stands; nothing of it is stored or sent.</summary>
public sealed class WriteDraft(
    CaseManagerDbContext database, PreviewNotice preview, ReadDirectory readDirectory, ReadNoticeLinks readLinks, Organisation organisation, MailTokens tokens,
    TakedownPolicy policy, TimeProvider time)
{
    /// <param name="bodyId">Where it is to be handed in.</param>
    /// <param name="language">Of the text, one of <see cref="NoticeTemplates.LanguagesOf"/>.</param>
    /// <exception cref="RefusedException"><c>unknown-step</c>, <c>no-draft</c>: the step has none, <c>unknown-body</c>, <c>nothing-left</c>, <c>no-consent</c>, <c>case-closed</c>, <c>language</c>.</exception>
    public async Task<string> RunAsync(Guid stepId, string bodyId, string language, CancellationToken cancel)
    {
        var step = await database.Set<Escalation>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == stepId, cancel)
            ?? throw new RefusedException("unknown-step", RefusalKind.NotFound);
        if (!NoticeTemplates.Has(FollowUpInputs.Complaint, language))
        {
            throw new RefusedException("language");
        }

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
        var links = await readLinks.RunAsync(earlier.Id, (request, target) => request.State == RequestState.Active && target.State != TargetState.Gone, cancel);
        return links.Count == 0
            ? throw new RefusedException("nothing-left", RefusalKind.Conflict)
            : NoticeRenderer.Render(Inputs(request, regime, platform, body, earlier, links, language)).Draft!;
    }

    private NoticeInputs Inputs(TakedownRequest request, Regime regime, Platform? platform, Body body, Notice earlier, IReadOnlyList<NumberedLink> links, string language)
    {
        var now = time.GetUtcNow();
        return new NoticeInputs
        {
            NoticeId = earlier.Id,
            Regime = regime,
            Language = language,
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
}

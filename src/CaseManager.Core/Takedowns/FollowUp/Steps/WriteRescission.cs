using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns.Notices;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp.Steps;

/// <summary>
/// Prepares the text that takes back a notice which left before she took her consent back. A person sends it, and only if she wishes that: asking
/// again for silence is one more mail about her. Nothing of it is stored.
/// </summary>
public sealed class WriteRescission(
    CaseManagerDbContext database, ReadDirectory readDirectory, ReadNoticeLinks readLinks, Organisation organisation, MailTokens tokens, TakedownPolicy policy)
{
    /// <param name="language">Of the text, one of <see cref="NoticeTemplates.LanguagesOf"/>.</param>
    /// <exception cref="RefusedException"><c>unknown-notice</c>, <c>language</c>, <c>nothing-left</c>: it has not left, or nothing in it rests because she took her consent back.</exception>
    public async Task<string> RunAsync(Guid noticeId, string language, CancellationToken cancel)
    {
        if (!NoticeTemplates.Has(FollowUpInputs.Rescission, language))
        {
            throw new RefusedException("language");
        }

        var notice = await database.Set<Notice>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == noticeId, cancel)
            ?? throw new RefusedException("unknown-notice", RefusalKind.NotFound);
        var links = await readLinks.RunAsync(noticeId, (request, _) => IsTakenBack(request), cancel);
        var directory = await readDirectory.RunAsync(cancel);
        if (notice is not { State: NoticeState.Accepted or NoticeState.SubmittedByOperator or NoticeState.OutcomeUnknown, LeftAt: { } leftAt } || links.Count == 0
            || directory.Regimes.Find(notice.RegimeId) is not { } regime)
        {
            throw new RefusedException("nothing-left", RefusalKind.Conflict);
        }

        var platform = Recipient.IsPlatform(notice.Recipient, out var platformId) ? directory.Platforms.Find(platformId) : null;
        return NoticeRenderer.Render(new NoticeInputs
        {
            NoticeId = noticeId,
            Regime = regime,
            Language = language,
            Organisation = organisation,
            Recipient = platform is null ? NoticeRecipient.DraftFor(links[0].Link.Host) : NoticeRecipient.DraftFor(platform),
            Links = [.. links.Select(one => one.Link)],
            Tokens = tokens,
            FollowUp = new FollowUpInputs
            {
                Template = FollowUpInputs.Rescission,
                Code = tokens.HumanCode(noticeId),
                LeftOn = policy.Today(leftAt),
                Numbers = links.ToDictionary(one => one.Link.Key, one => one.Number, StringComparer.Ordinal),
            },
        }).Draft!;
    }

    private static bool IsTakenBack(TakedownRequest request) =>
        request.State == RequestState.OnHold || request.Outcome == RequestOutcomes.WithdrawnBySurvivor;
}

using CaseManager.Core.Platforms;
using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Looks once more, at the last moment, whether a notice may leave.</summary>
public sealed class NoticeGuards(CaseManagerDbContext database)
{
    /// <summary>What stands against it, one of <see cref="NoticeReasons"/>; <see langword="null"/> where nothing does.</summary>
    public async Task<string?> FindObstacleAsync(Notice notice, CancellationToken cancel)
    {
        if (!await HasConsentAsync(notice.CaseId, cancel))
        {
            return NoticeReasons.ConsentWithdrawn;
        }

        var items = await (
            from item in database.Set<NoticeItem>()
            join request in database.Set<TakedownRequest>() on item.RequestId equals request.Id
            join target in database.Set<Target>() on request.TargetId equals target.Id
            where item.NoticeId == notice.Id
            select new { Request = request.State, Target = target.State }).ToListAsync(cancel);
        if (items.All(item => item.Target == TargetState.Gone))
        {
            return NoticeReasons.TargetGone;
        }

        if (items.All(item => item.Request != RequestState.Active))
        {
            return NoticeReasons.RequestNotActive;
        }

        return await ContactStandsAsync(notice.Recipient, cancel) ? null : NoticeReasons.ContactNotConfirmed;
    }

    /// <summary>Whether she lets her links be sent.</summary>
    public Task<bool> HasConsentAsync(Guid caseId, CancellationToken cancel) =>
        database.Set<Consent>().AnyAsync(
            consent => consent.CaseId == caseId && consent.Purpose == ConsentPurposes.SendLinks && consent.WithdrawnAt == null, cancel);

    private async Task<bool> ContactStandsAsync(string recipient, CancellationToken cancel) =>
        !Recipient.IsContact(recipient, out var contactId)
        || await database.Set<TypedContact>().AnyAsync(contact => contact.Id == contactId && contact.ConfirmedAt != null, cancel);
}

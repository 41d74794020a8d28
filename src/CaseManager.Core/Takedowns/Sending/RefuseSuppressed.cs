using CaseManager.Core.Takedowns.Releases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Keeps what is planned away from addresses that do not exist, before anything is sealed.</summary>
public sealed class RefuseSuppressed(CaseManagerDbContext database, ContactHash contacts)
{
    /// <summary>For a preview: leaves such a mail out where another way remains.</summary>
    /// <exception cref="RefusedException"><c>address-suppressed</c>: no other way remains.</exception>
    public async Task<NoticePlan> WithoutAsync(NoticePlan plan, CancellationToken cancel)
    {
        var suppressed = await FindAsync(plan, cancel);
        return suppressed.Count == 0 ? plan
            : suppressed.Count < plan.Notices.Count ? plan with { Notices = [.. plan.Notices.Except(suppressed)] }
            : throw Refusal();
    }

    /// <summary>For a release: nothing of it is sealed.</summary>
    /// <exception cref="RefusedException"><c>address-suppressed</c>.</exception>
    public async Task RunAsync(NoticePlan plan, CancellationToken cancel)
    {
        if (await FindAsync(plan, cancel) is { Count: > 0 })
        {
            throw Refusal();
        }
    }

    private async Task<IReadOnlyList<PlannedNotice>> FindAsync(NoticePlan plan, CancellationToken cancel)
    {
        var mails = plan.Notices.Where(notice => notice.Route == NoticeRoute.Mail)
            .Select(notice => (Notice: notice, Contact: contacts.Of(notice.Rendered.Recipient.Address))).ToList();
        var asked = mails.Select(mail => mail.Contact).ToList();
        var found = await database.Set<SuppressedAddress>()
            .Where(row => asked.Contains(row.Contact) && row.LiftedAt == null)
            .Select(row => row.Contact)
            .ToListAsync(cancel);
        return [.. mails.Where(mail => found.Exists(contact => contact.AsSpan().SequenceEqual(mail.Contact))).Select(mail => mail.Notice)];
    }

    private static RefusedException Refusal() => new(NoticeReasons.AddressSuppressed, RefusalKind.Conflict);
}

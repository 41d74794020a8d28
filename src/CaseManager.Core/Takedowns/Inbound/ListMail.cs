using CaseManager.Core.Cases;
using CaseManager.Core.Takedowns.Answers;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>The mail somebody has to look at: what belongs to no notice yet, and answers that are not confirmed. Oldest first; on each page addresses to confirm before all else.</summary>
public sealed class ListMail(CaseManagerDbContext database, RecipientNames names)
{
    /// <summary>Rows a page: each of the unsorted ones carries its sealed words.</summary>
    public const int PageSize = 25;

    /// <param name="staffId">Who looks: nothing of a case that is restricted to others is shown.</param>
    /// <param name="unsorted">What belongs to no notice yet, else the answers.</param>
    /// <param name="after">The last row of the page before.</param>
    public async Task<IReadOnlyList<ListedMail>> RunAsync(Guid staffId, bool unsorted, TakedownCursor? after, CancellationToken cancel)
    {
        var hidden = database.HiddenFrom(staffId);
        var rows = database.Set<InboundMessage>().AsNoTracking()
            .Where(row => row.NeedsPerson && (row.Standing == InboundStanding.Attached) != unsorted)
            .Where(row => row.CaseId == null || !hidden.Contains(row.CaseId.Value));
        if (after is { } last)
        {
            rows = rows.Where(row => row.StoredAt > last.At || (row.StoredAt == last.At && row.Id > last.Id));
        }

        var page = await (
            from row in rows
            join found in database.Set<Notice>() on row.NoticeId equals (Guid?)found.Id into notices
            from notice in notices.DefaultIfEmpty()
            orderby row.StoredAt, row.Id
            select new { Row = row, Recipient = notice == null ? null : notice.Recipient }).Take(PageSize).ToListAsync(cancel);
        var listed = new List<ListedMail>();
        foreach (var one in page)
        {
            listed.Add(new ListedMail(one.Row, one.Recipient is null ? null : await names.OfAsync(one.Recipient, cancel)));
        }

        return [.. listed.OrderByDescending(one => one.Mail.Class == AnswerClasses.ConfirmAddress)];
    }

    /// <summary>How many recipients read nothing of ours until our address is confirmed.</summary>
    public Task<int> CountAddressesAsync(Guid staffId, CancellationToken cancel)
    {
        var hidden = database.HiddenFrom(staffId);
        return database.Set<InboundMessage>().CountAsync(
            row => row.NeedsPerson && row.Class == AnswerClasses.ConfirmAddress && (row.CaseId == null || !hidden.Contains(row.CaseId.Value)), cancel);
    }
}

/// <summary>One mail of a list.</summary>
/// <param name="RecipientName">Whom the notice went to that it answers.</param>
public sealed record ListedMail(InboundMessage Mail, string? RecipientName);

using CaseManager.Core.Cases;
using CaseManager.Core.Takedowns.Notices;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>Finds the notice somebody has in mind: by our code in a subject, or by the reference of its case.</summary>
public sealed class FindNotices(CaseManagerDbContext database, RecipientNames names)
{
    private const int Most = 50;

    /// <param name="typed"><c>TD-XXXX-XXXX</c> or <c>3F2A-91BC</c>, however it is typed.</param>
    /// <param name="staffId">Who asks: nothing of a case that is restricted to others is found.</param>
    public async Task<IReadOnlyList<FoundNotice>> RunAsync(string typed, Guid staffId, CancellationToken cancel)
    {
        var hidden = database.HiddenFrom(staffId);
        var notices = database.Set<Notice>().AsNoTracking().Where(notice => !hidden.Contains(notice.CaseId));
        if (HumanCode.TryFind(typed, out var code))
        {
            notices = notices.Where(notice => notice.Code == code);
        }
        else if (CaseReference.TryRead(typed, out var first, out var last))
        {
            notices = notices.Where(notice => notice.CaseId >= first && notice.CaseId <= last);
        }
        else
        {
            return [];
        }

        var found = new List<FoundNotice>();
        foreach (var notice in await notices.OrderByDescending(notice => notice.SealedAt).Take(Most).ToListAsync(cancel))
        {
            found.Add(new FoundNotice(notice, await names.OfAsync(notice.Recipient, cancel)));
        }

        return found;
    }
}

/// <summary>A notice that was asked for.</summary>
public sealed record FoundNotice(Notice Notice, string RecipientName);

using System.Text;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.Notices;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp.Steps;

/// <summary>Opens the links of a notice that left, for a text that speaks of it again.</summary>
public sealed class ReadNoticeLinks(CaseManagerDbContext database, DataKeys keys)
{
    /// <param name="which">Those that the text is about.</param>
    /// <returns>In the order of the notice; without those whose key is destroyed.</returns>
    public async Task<IReadOnlyList<NumberedLink>> RunAsync(Guid noticeId, Func<TakedownRequest, Target, bool> which, CancellationToken cancel)
    {
        var rows = await (
            from item in database.Set<NoticeItem>()
            join request in database.Set<TakedownRequest>() on item.RequestId equals request.Id
            join target in database.Set<Target>() on request.TargetId equals target.Id
            where item.NoticeId == noticeId
            orderby item.Number
            select new { item.Number, Request = request, Target = target }).AsNoTracking().ToListAsync(cancel);
        var opened = await keys.FindAsync([.. rows.Select(row => row.Target.Id)], cancel);
        var links = new List<NumberedLink>();
        foreach (var row in rows.Where(row => which(row.Request, row.Target)))
        {
            if (opened.GetValueOrDefault(row.Target.Id) is { } key)
            {
                var target = row.Target;
                links.Add(new NumberedLink(
                    new NoticeLink(
                        Open(key, target.KeySealed, SealedPlaces.TargetKey(target.Id)), Open(key, target.UrlSealed, SealedPlaces.TargetUrl(target.Id)), target.Platform),
                    row.Number));
            }
        }

        return links;
    }

    private static string Open(byte[] key, byte[] field, string place) => Encoding.UTF8.GetString(FieldCipher.Open(key, field, place));
}

/// <summary>A link and the number it had in the notice.</summary>
public sealed record NumberedLink(NoticeLink Link, int Number);

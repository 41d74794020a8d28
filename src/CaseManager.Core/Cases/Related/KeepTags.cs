using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Keys;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Related;

/// <summary>Keeps the tags that a browser made of the links in a case, and tells in which other cases there is one of them.</summary>
public sealed class KeepTags(CaseManagerDbContext database, ReadAudience read, AuditLog audit)
{
    private const int Most = 500;

    /// <param name="epoch">Whose index key made them: the newest.</param>
    /// <returns>Cases she may know of with an equal tag; the newest knowledge, whether or not anything was stored.</returns>
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>epoch-moved</c>; <c>tags</c>: malformed, or too many.</exception>
    public async Task<IReadOnlyList<TagMatch>> RunAsync(Guid caseId, Guid staffId, int epoch, IReadOnlyList<byte[]> tags, CancellationToken cancel)
    {
        if (tags.Count > Most || tags.Any(tag => tag.Length != CaseTag.Length))
        {
            throw new RefusedException("tags");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        await database.FindReportAsync(caseId, cancel);
        if (epoch != await read.EpochAsync(cancel))
        {
            throw new RefusedException("epoch-moved", RefusalKind.Conflict);
        }

        await ReplaceAsync(database, caseId, epoch, tags, cancel);
        await transaction.CommitAsync(cancel);
        return await MatchesAsync(caseId, staffId, cancel);
    }

    /// <summary>Puts these tags in the place of those there are, inside the caller's transaction.</summary>
    internal static async Task ReplaceAsync(CaseManagerDbContext database, Guid caseId, int epoch, IReadOnlyList<byte[]> tags, CancellationToken cancel)
    {
        await database.Set<CaseTag>().Where(tag => tag.CaseId == caseId && !tags.Contains(tag.Tag)).ExecuteDeleteAsync(cancel);
        var there = await database.Set<CaseTag>().AsNoTracking().Where(tag => tag.CaseId == caseId).Select(tag => tag.Tag).ToListAsync(cancel);
        var known = there.Select(Convert.ToHexString).ToHashSet();
        database.AddRange(tags.DistinctBy(Convert.ToHexString)
            .Where(tag => !known.Contains(Convert.ToHexString(tag)))
            .Select(tag => new CaseTag { CaseId = caseId, Tag = tag, Epoch = epoch }));
        await database.SaveChangesAsync(cancel);
    }

    private async Task<IReadOnlyList<TagMatch>> MatchesAsync(Guid caseId, Guid staffId, CancellationToken cancel)
    {
        var hidden = database.HiddenFrom(staffId);
        return await (
            from mine in database.Set<CaseTag>()
            join other in database.Set<CaseTag>() on mine.Tag equals other.Tag
            where mine.CaseId == caseId && other.CaseId != caseId && !hidden.Contains(other.CaseId)
            orderby other.CaseId
            select new TagMatch(other.CaseId, other.Tag)).Take(Most).ToListAsync(cancel);
    }
}

/// <summary>Another case with the same link.</summary>
public sealed record TagMatch(Guid CaseId, byte[] Tag);

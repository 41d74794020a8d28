using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>Takes every sealed row of one case out of the database, for two holders to open without this program. Nothing is opened here.</summary>
public sealed class ExportCase(CaseManagerDbContext database, AuditLog audit)
{
    /// <returns>In the order of authors and their chains; wraps first.</returns>
    /// <exception cref="RefusedException"><c>unknown-case</c>: there is none, not even a draft.</exception>
    public async Task<ExportedCase> RunAsync(Guid caseId, Actor actor, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (!await database.Set<Report>().AnyAsync(report => report.CaseId == caseId, cancel))
        {
            throw new RefusedException("unknown-case", RefusalKind.NotFound);
        }

        var instance = await database.Set<Instance>().AsNoTracking().SingleAsync(cancel);
        var objects = await database.Set<SealedObject>()
            .AsNoTracking()
            .Where(o => o.CaseId == caseId)
            .OrderBy(o => o.KeyPair).ThenBy(o => o.Generation).ThenBy(o => o.Author).ThenBy(o => o.Sequence).ThenBy(o => o.ObjectId)
            .ToListAsync(cancel);
        await audit.AppendAsync(caseId, "CaseExported", actor, new AuditData { { "count", objects.Count } }, cancel);
        await transaction.CommitAsync(cancel);
        return new ExportedCase(1, HexId.FromBytes(instance.InstanceId), caseId, [.. objects.Select(ExportedObject.Of)]);
    }
}

/// <summary>A case as <c>tools/open-case.mjs</c> reads it.</summary>
/// <param name="V">Always 1.</param>
public sealed record ExportedCase(int V, Guid Instance, Guid CaseId, IReadOnlyList<ExportedObject> Objects);

/// <summary>One sealed row.</summary>
/// <param name="Recipient">Of wraps; <see langword="null"/> for everything else.</param>
public sealed record ExportedObject(
    Guid ObjectId, string KeyPair, int Generation, string Kind, string Author, int Sequence, byte[] Previous, string? Recipient, DateTimeOffset StoredAt,
    byte[] File)
{
    /// <summary>The row of an object.</summary>
    public static ExportedObject Of(SealedObject stored) => new(
        stored.ObjectId, stored.KeyPair.ToString(), stored.Generation, stored.Kind, stored.Author, stored.Sequence, stored.Previous, stored.Recipient,
        stored.StoredAt, stored.File);
}

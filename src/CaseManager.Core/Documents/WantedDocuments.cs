using CaseManager.Core.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Documents;

/// <summary>Whether documents may be asked for and sent just now.</summary>
internal static class WantedDocuments
{
    public static Task<DocumentSwitch?> CurrentSwitchAsync(this CaseManagerDbContext database, CancellationToken cancel) =>
        database.Set<DocumentSwitch>().AsNoTracking().OrderByDescending(decision => decision.At).ThenByDescending(decision => decision.Id).FirstOrDefaultAsync(cancel);

    public static async Task<bool> AreDocumentsOnAsync(this CaseManagerDbContext database, CancellationToken cancel) =>
        await database.CurrentSwitchAsync(cancel) is { IsOn: true };

    /// <exception cref="RefusedException"><c>documents-off</c>.</exception>
    public static async Task RequireDocumentsAsync(this CaseManagerDbContext database, CancellationToken cancel)
    {
        if (!await database.AreDocumentsOnAsync(cancel))
        {
            throw new RefusedException("documents-off", RefusalKind.Conflict);
        }
    }

    /// <summary>Something that was asked for may still come.</summary>
    /// <exception cref="RefusedException"><c>documents-off</c>, <c>case-closed</c>; <c>not-asked</c>: nobody asked for it, or no longer.</exception>
    public static async Task RequireWantedAsync(this CaseManagerDbContext database, Guid caseId, Guid askedId, CancellationToken cancel)
    {
        await database.RequireDocumentsAsync(cancel);
        await database.FindOpenCaseAsync(caseId, cancel);
        if (!await database.Set<AskedDocument>().AnyAsync(asked => asked.Id == askedId && asked.CaseId == caseId && asked.EndedAt == null, cancel))
        {
            throw new RefusedException("not-asked", RefusalKind.Conflict);
        }
    }
}

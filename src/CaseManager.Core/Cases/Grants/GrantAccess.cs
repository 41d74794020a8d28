using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;

namespace CaseManager.Core.Cases.Grants;

/// <summary>Lets a colleague work on a case beside whoever has it. Her wraps follow from the browser of whoever let her.</summary>
public sealed class GrantAccess(CaseManagerDbContext database, Colleagues colleagues, AuditLog audit, TimeProvider time)
{
    /// <param name="objects">The sealed <c>handover</c>.</param>
    /// <exception cref="RefusedException">
    /// <c>unknown-case</c>, <c>not-taken-up</c>, <c>case-closed</c>, <c>not-yours</c>, <c>colleague</c>, <c>objects</c>, <c>handover</c>, or what a sealed
    /// object is refused for.
    /// </exception>
    public async Task RunAsync(Guid caseId, Guid actor, Guid to, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await colleagues.LockAsync(caseId, actor, cancel);
        if (await colleagues.HasGrantAsync(caseId, to, cancel))
        {
            return;
        }

        await colleagues.RequireAsync(to, cancel);
        await database.GrantAsync(caseId, to, time.GetUtcNow(), cancel);
        await database.SaveChangesAsync(cancel);
        await colleagues.StateAsync(caseId, actor, objects, cancel);
        await audit.AppendAsync(caseId, "AccessGranted", Actor.Staff(actor), new AuditData { { "to", to } }, cancel);
        await transaction.CommitAsync(cancel);
    }
}

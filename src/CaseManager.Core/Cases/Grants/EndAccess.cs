using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Reminders;
using CaseManager.Core.Sealing;

namespace CaseManager.Core.Cases.Grants;

/// <summary>Somebody works on a case no longer; what she has read cannot be unread. In a restricted case its keys change.</summary>
public sealed class EndAccess(CaseManagerDbContext database, Colleagues colleagues, AuditLog audit)
{
    /// <param name="objects">The sealed <c>handover</c>.</param>
    /// <exception cref="RefusedException">
    /// <c>unknown-case</c>, <c>not-taken-up</c>, <c>case-closed</c>, <c>not-yours</c>; <c>responsible</c>: whoever has the case hands it over first;
    /// <c>objects</c>, <c>handover</c>, or what a sealed object is refused for.
    /// </exception>
    public async Task RunAsync(Guid caseId, Guid actor, Guid staffId, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var caseFile = await colleagues.LockAsync(caseId, actor, cancel);
        if (caseFile.AssigneeId == staffId)
        {
            throw new RefusedException("responsible", RefusalKind.Conflict);
        }

        if (!await colleagues.HasGrantAsync(caseId, staffId, cancel))
        {
            return;
        }

        await colleagues.StateAsync(caseId, actor, objects, cancel);
        if (caseFile.Offer?.To == staffId)
        {
            caseFile.EndOffer();
            await database.SaveChangesAsync(cancel);
        }

        await colleagues.EndAsync(caseId, staffId, cancel);
        if (caseFile.AssigneeId is { } responsible)
        {
            await database.PassRemindersAsync(caseId, responsible, cancel);
        }

        await audit.AppendAsync(caseId, "AccessEnded", Actor.Staff(actor), new AuditData { { "staff", staffId } }, cancel);
        await transaction.CommitAsync(cancel);
    }
}

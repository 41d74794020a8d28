using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;

namespace CaseManager.Core.Cases.Grants;

/// <summary>Asks a colleague to take a case over. She can read it at once; whoever has it keeps it until she says yes.</summary>
public sealed class OfferCase(CaseManagerDbContext database, Colleagues colleagues, AuditLog audit, TimeProvider time)
{
    /// <param name="objects">The sealed <c>handover</c>.</param>
    /// <exception cref="RefusedException">
    /// <c>unknown-case</c>, <c>not-taken-up</c>, <c>case-closed</c>, <c>not-yours</c>, <c>colleague</c>; <c>offered</c>: somebody else is asked already;
    /// <c>objects</c>, <c>handover</c>, or what a sealed object is refused for.
    /// </exception>
    public async Task RunAsync(Guid caseId, Guid actor, Guid to, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var caseFile = await colleagues.LockAsync(caseId, actor, cancel);
        if (caseFile.AssigneeId == to || caseFile.Offer?.To == to)
        {
            return;
        }

        if (caseFile.Offer is not null)
        {
            throw new RefusedException("offered", RefusalKind.Conflict);
        }

        await colleagues.RequireAsync(to, cancel);
        var now = time.GetUtcNow().RoundedToMicroseconds();
        await database.GrantAsync(caseId, to, now, cancel);
        caseFile.OfferTo(new CaseOffer(to, actor, now));
        await database.SaveChangesAsync(cancel);
        await colleagues.StateAsync(caseId, actor, objects, cancel);
        await audit.AppendAsync(caseId, "CaseOffered", Actor.Staff(actor), new AuditData { { "to", to } }, cancel);
        await transaction.CommitAsync(cancel);
    }
}

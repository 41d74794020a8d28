using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Absences;

/// <summary>Somebody is back before her day.</summary>
public sealed class EndAbsence(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException"><c>not-yours</c>: neither herself nor a supervisor; <c>unknown-staff</c>.</exception>
    public async Task RunAsync(Guid actor, Guid staffId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        await database.RequireMayDecideAsync(actor, staffId, cancel);
        var now = time.GetUtcNow();
        if (await database.Set<Absence>().Where(row => row.StaffId == staffId && row.EndsAt > now).ExecuteDeleteAsync(cancel) == 0)
        {
            return;
        }

        await audit.AppendAsync(AuditLog.Organisation, "AbsenceEnded", Actor.Staff(actor), new AuditData { { "staff", staffId } }, cancel);
        await transaction.CommitAsync(cancel);
    }
}

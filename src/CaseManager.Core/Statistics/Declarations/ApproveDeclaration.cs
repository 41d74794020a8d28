using CaseManager.Core.Audit;
using CaseManager.Core.Statistics.Requests;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Declarations;

/// <summary>An administrator agrees to the detailed preset before its year begins; without that, the year counts as undeclared.</summary>
public sealed class ApproveDeclaration(CaseManagerDbContext database, StatisticsPolicy policy, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException"><c>not-yours</c>: no administrator; <c>own-declaration</c>, <c>year-begun</c>, <c>not-declared</c>.</exception>
    public async Task RunAsync(int year, Guid actor, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (!(await database.ApproverAsync(actor, cancel)).IsAdministrator)
        {
            throw new RefusedException("not-yours", RefusalKind.Conflict);
        }

        await audit.LockAsync(AuditLog.Organisation, cancel);
        var declaration = await database.Set<YearDeclaration>().SingleOrDefaultAsync(row => row.Year == year, cancel)
            ?? throw new RefusedException("not-declared", RefusalKind.NotFound);
        if (declaration.Holds)
        {
            return;
        }

        DeclareYear.RequireNotBegun(year, policy, time.GetUtcNow());
        if (declaration.DeclaredBy == actor)
        {
            throw new RefusedException("own-declaration", RefusalKind.Conflict);
        }

        declaration.Approve(actor);
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(AuditLog.Organisation, "DeclarationApproved", Actor.Staff(actor), new AuditData { { "year", year } }, cancel);
        await transaction.CommitAsync(cancel);
    }
}

using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>The rows of one case, or a refusal that says no more than it must.</summary>
internal static class FindCase
{
    /// <summary>A report that was sent.</summary>
    /// <exception cref="RefusedException"><c>unknown-case</c>: not there, or still a draft of hers.</exception>
    public static async Task<Report> FindReportAsync(this CaseManagerDbContext database, Guid caseId, CancellationToken cancel) =>
        await database.Set<Report>().SingleOrDefaultAsync(report => report.CaseId == caseId && report.ReceivedAt != null, cancel)
        ?? throw new RefusedException("unknown-case", RefusalKind.NotFound);

    /// <summary>Another case's report, for somebody who may know of it.</summary>
    /// <exception cref="RefusedException"><c>unknown-case</c>.</exception>
    public static async Task<Report> FindReachableAsync(this CaseManagerDbContext database, Guid caseId, Guid staffId, CancellationToken cancel) =>
        await database.HiddenFrom(staffId).AnyAsync(hidden => hidden == caseId, cancel)
            ? throw new RefusedException("unknown-case", RefusalKind.NotFound)
            : await database.FindReportAsync(caseId, cancel);

    /// <summary>The work on a case that was taken up.</summary>
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>not-taken-up</c>.</exception>
    public static async Task<Case> FindCaseAsync(this CaseManagerDbContext database, Guid caseId, CancellationToken cancel)
    {
        await database.FindReportAsync(caseId, cancel);
        return await database.Set<Case>().SingleOrDefaultAsync(row => row.CaseId == caseId, cancel)
            ?? throw new RefusedException("not-taken-up", RefusalKind.Conflict);
    }

    /// <summary>The work on a case, not yet ended.</summary>
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>not-taken-up</c>, <c>case-closed</c>.</exception>
    public static async Task<Case> FindOpenCaseAsync(this CaseManagerDbContext database, Guid caseId, CancellationToken cancel) =>
        await database.FindCaseAsync(caseId, cancel) is { IsClosed: false } caseFile
            ? caseFile
            : throw new RefusedException("case-closed", RefusalKind.Conflict);
}

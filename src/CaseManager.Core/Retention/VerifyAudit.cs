using System.Data;
using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing.DailyHeads;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Retention;

/// <summary>
/// Proves the audit: every chain link by link, what the daily heads outside the database once named, the heads with their files
/// and countersignatures, and that no case is gone without an event that says so. Reads row by row, whatever the size.
/// </summary>
public sealed class VerifyAudit(CaseManagerDbContext database, VerifyChains chains, VerifyHeads heads, CompareLists lists, HeadFolder folder)
{
    /// <summary>The only ways a case may end; its chain stays.</summary>
    private static readonly string[] Erasures = ["CaseDeleted", "DraftDestroyed"];

    private static readonly TimeSpan LongestQuery = TimeSpan.FromHours(2);

    public async Task<AuditVerdict> RunAsync(CancellationToken cancel)
    {
        var names = folder.Names();
        database.Database.SetCommandTimeout(LongestQuery);
        await using var snapshot = await database.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var findings = new AuditFindings();
        var walked = await chains.RunAsync(cancel);
        foreach (var link in walked.Broken)
        {
            findings.Add(new AuditFinding(link.Fault, link.ChainId, link.Sequence));
        }

        await lists.RunAsync(names, findings, cancel);
        var verified = await heads.RunAsync(names, findings, cancel);
        await CheckCasesAsync(findings, cancel);
        return new AuditVerdict(walked.Chains, walked.Events, verified, findings);
    }

    private async Task CheckCasesAsync(AuditFindings findings, CancellationToken cancel)
    {
        var gone = database.Set<AuditHead>()
            .Where(head => head.ChainId != AuditLog.Organisation && head.Sequence > 0)
            .Where(head => !database.Set<Report>().Any(report => report.CaseId == head.ChainId))
            .Where(head => !database.Set<AuditEvent>().Any(happened => happened.ChainId == head.ChainId && Erasures.Contains(happened.Type)))
            .OrderBy(head => head.ChainId)
            .Select(head => head.ChainId);
        await foreach (var caseId in gone.AsAsyncEnumerable().WithCancellation(cancel))
        {
            findings.Add(new AuditFinding(AuditFault.CaseGone, caseId));
        }

        var unchained = database.Set<Report>()
            .Where(report => !database.Set<AuditHead>().Any(head => head.ChainId == report.CaseId && head.Sequence > 0))
            .OrderBy(report => report.CaseId)
            .Select(report => report.CaseId);
        await foreach (var caseId in unchained.AsAsyncEnumerable().WithCancellation(cancel))
        {
            findings.Add(new AuditFinding(AuditFault.ChainGone, caseId));
        }
    }
}

/// <summary>What was found.</summary>
public sealed record AuditVerdict(int Chains, long Events, HeadsVerdict Heads, AuditFindings Findings)
{
    /// <summary>Whether everything is as it must be.</summary>
    public bool Holds => Findings.Count == 0;
}

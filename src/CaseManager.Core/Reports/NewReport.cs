using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>The rows with which a case begins.</summary>
internal static class NewReport
{
    /// <summary>Adds the report and the public half of <c>C</c>; nothing is saved yet.</summary>
    /// <exception cref="RefusedException"><c>different-report</c>: another case has this receipt.</exception>
    public static async Task<Report> OpenReportAsync(this CaseManagerDbContext database, SealedCase posted, IntakeMode mode, CancellationToken cancel)
    {
        if (posted.ReceiptLookup is not null && await database.Set<Report>().AnyAsync(r => r.ReceiptLookup == posted.ReceiptLookup, cancel))
        {
            throw new RefusedException("different-report", RefusalKind.Conflict);
        }

        var report = new Report
        {
            CaseId = posted.CaseId,
            Mode = mode,
            Language = posted.Language,
            ReceiptLookup = posted.ReceiptLookup,
            ReceiptToken = posted.ReceiptToken,
        };
        database.Add(report);
        database.Add(new CaseKeyPair { CaseId = posted.CaseId, KeyPair = KeyPairName.C, Generation = 0, PublicKey = posted.PublicKey });
        return report;
    }
}

using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>Gives whoever holds a receipt her case, and how far the work on it is.</summary>
public sealed class ShowSurvivorCase(CaseManagerDbContext database, OpenWithReceipt openWithReceipt)
{
    /// <exception cref="RefusedException"><c>unknown-receipt</c>.</exception>
    public async Task<(SurvivorCase Case, SurvivorStage Stage, DateTimeOffset? ClosedAt)> RunAsync(ReceiptProof? receipt, CancellationToken cancel)
    {
        var survivorCase = await openWithReceipt.RunAsync(receipt, cancel);
        var caseFile = await database.Set<Case>().AsNoTracking().FirstOrDefaultAsync(c => c.CaseId == survivorCase.Report.CaseId, cancel);
        return (survivorCase, StageOf(survivorCase, caseFile), caseFile?.ClosedAt);
    }

    private static SurvivorStage StageOf(SurvivorCase survivorCase, Case? caseFile) => survivorCase.Report switch
    {
        { IsDraft: true } => SurvivorStage.Draft,
        _ when caseFile is { IsClosed: true } => SurvivorStage.Closed,
        _ when survivorCase.Objects.Any(o => o.Kind == ObjectKinds.ReleaseCopy) => SurvivorStage.Working,
        { TakenUpAt: not null } => SurvivorStage.Read,
        // Staff may read it by now; she can still finish and send it.
        _ when !survivorCase.Objects.Any(o => o.Kind is ObjectKinds.Report or ObjectKinds.AssistedReport) => SurvivorStage.Draft,
        _ => SurvivorStage.Received,
    };
}

/// <summary>How far the work is, in the words a survivor sees.</summary>
public enum SurvivorStage
{
    /// <summary>Kept by her, not sent.</summary>
    Draft,

    /// <summary>Sent; nobody took it up yet.</summary>
    Received,

    /// <summary>A caseworker took it up.</summary>
    Read,

    /// <summary>Something was released to a platform.</summary>
    Working,

    /// <summary>The work has ended.</summary>
    Closed,
}

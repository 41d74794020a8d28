using CaseManager.Core.Audit;

namespace CaseManager.Core.Takedowns;

/// <summary>A person ends a takedown request with an outcome.</summary>
public sealed class CloseRequest(RequestChange change, AuditLog audit, TimeProvider time)
{
    /// <param name="outcome">One of <see cref="RequestOutcomes"/>.</param>
    /// <exception cref="RefusedException"><c>outcome</c>, <c>unknown-request</c>, <c>wrong-state</c>.</exception>
    public Task RunAsync(Guid requestId, Guid staffId, string outcome, CancellationToken cancel) =>
        RequestOutcomes.All.Contains(outcome)
            ? change.RunAsync(requestId, request => CloseAsync(request, staffId, outcome, cancel), cancel)
            : throw new RefusedException("outcome");

    private Task CloseAsync(TakedownRequest request, Guid staffId, string outcome, CancellationToken cancel)
    {
        request.Close(outcome, time.GetUtcNow());
        return audit.AppendAsync(
            request.CaseId,
            "RequestClosed",
            Actor.Staff(staffId),
            new AuditData { { "requestId", request.Id }, { "outcome", outcome } },
            cancel);
    }
}

/// <summary>How a takedown request can end, as codes.</summary>
public static class RequestOutcomes
{
    /// <summary>Every code.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>
    {
        "removed_all", "removed_part", "account_or_group_removed", "geo_blocked_only", "de_indexed_only", "refused", "no_answer",
        "already_gone", "reappeared", "referred", WithdrawnBySurvivor, "undeliverable", Duplicate,
    };

    public const string WithdrawnBySurvivor = "withdrawn_by_survivor";

    public const string Duplicate = "duplicate";
}

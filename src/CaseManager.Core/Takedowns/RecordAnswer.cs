using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.Watching;

namespace CaseManager.Core.Takedowns;

/// <summary>A person records what a recipient answered. The words are sealed; the server keeps their kind.</summary>
public sealed class RecordAnswer(RequestChange change, StoreObjects store, PlanChecks checks, AuditLog audit, TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <param name="kind">One of <see cref="AnswerClasses"/>.</param>
    /// <param name="receivedAt">When it came.</param>
    /// <param name="objects">The sealed <c>answer</c>, under <c>N</c>.</param>
    /// <exception cref="RefusedException"><c>answer-kind</c>, <c>in-the-future</c>, <c>objects</c>, or what a sealed object is refused for.</exception>
    public Task RunAsync(
        Guid requestId, Guid staffId, string kind, DateTimeOffset receivedAt, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        if (!AnswerClasses.ByPeople.Contains(kind))
        {
            throw new RefusedException("answer-kind");
        }

        if (receivedAt > time.GetUtcNow() + Tolerance)
        {
            throw new RefusedException("in-the-future");
        }

        if (objects is not [{ Kind: ObjectKinds.Answer, KeyPair: KeyPairName.N }])
        {
            throw new RefusedException("objects");
        }

        return change.RunAsync(requestId, request => RecordAsync(request, staffId, kind, receivedAt, objects, cancel), cancel);
    }

    private async Task RecordAsync(
        TakedownRequest request, Guid staffId, string kind, DateTimeOffset receivedAt, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        // Nothing new: the same answer was posted twice.
        if (await store.RunAsync(request.CaseId, Authors.Staff(staffId), objects, replaceWraps: false, cancel) == 0)
        {
            return;
        }

        request.RecordAnswer(kind, receivedAt);
        await audit.AppendAsync(
            request.CaseId,
            "AnswerRecorded",
            Actor.Staff(staffId),
            new AuditData { { "requestId", request.Id }, { "kind", kind }, { "receivedAt", receivedAt }, { "objectId", objects[0].ObjectId } },
            cancel);
        if (kind == AnswerClasses.SaysRemoved)
        {
            await checks.SaidRemovedAsync(request.TargetId, cancel);
        }
    }
}

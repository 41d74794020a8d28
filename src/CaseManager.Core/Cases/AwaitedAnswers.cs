using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>What the server can see of messages: who wrote, and when. Asked by whoever holds the case's lock.</summary>
internal static class AwaitedAnswers
{
    /// <summary>Whether a message is among objects that are about to be stored; one that is there already says nothing new.</summary>
    public static async Task<bool> BringsMessageAsync(this CaseManagerDbContext database, Guid caseId, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        var messages = objects.Where(o => o.Kind == ObjectKinds.Message).Select(o => o.ObjectId).ToList();
        return messages.Count > 0
            && await database.Set<SealedObject>().CountAsync(o => o.CaseId == caseId && messages.Contains(o.ObjectId), cancel) < messages.Count;
    }

    /// <summary>Begins the work on a report: what she wrote while nobody had it waits for an answer.</summary>
    public static async Task<Case> StartCaseAsync(this CaseManagerDbContext database, Guid caseId, DateTimeOffset now, CancellationToken cancel)
    {
        var caseFile = database.Add(new Case { CaseId = caseId, OpenedAt = now }).Entity;
        var wrote = await database.Set<SealedObject>()
            .Where(o => o.CaseId == caseId && o.Kind == ObjectKinds.Message && o.Author == Authors.Survivor)
            .MinAsync(o => (DateTimeOffset?)o.StoredAt, cancel);
        if (wrote is { } at)
        {
            caseFile.HearFromHer(at);
        }

        return caseFile;
    }
}

using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>Staff write to a case: a message to her, a note she cannot read, a draft of either.</summary>
public sealed class AddStaffObjects(CaseManagerDbContext database, StoreObjects store, AuditLog audit)
{
    /// <summary>What is written without any further effect; everything else has a request of its own.</summary>
    private static readonly HashSet<(KeyPairName KeyPair, string Kind)> Allowed =
    [
        (KeyPairName.C, ObjectKinds.Message),
        (KeyPairName.C, ObjectKinds.ShownAnswer),

        // That she was taken out of the figures again; counting itself has a request of its own.
        (KeyPairName.C, ObjectKinds.CountingId),
        (KeyPairName.N, ObjectKinds.Note),
        (KeyPairName.N, ObjectKinds.StaffCard),
        (KeyPairName.N, ObjectKinds.StaffDraft),
        (KeyPairName.N, ObjectKinds.Authority),
        (KeyPairName.N, ObjectKinds.Handover),
    ];

    /// <param name="read">The newest message of hers that was on the page, all zeros for none; what came later still waits. <see langword="null"/> where that is not known.</param>
    /// <returns>How many objects were new.</returns>
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>not-taken-up</c>, <c>objects</c>, or what a sealed object is refused for.</exception>
    /// <exception cref="BehindException">She wrote from another window meanwhile.</exception>
    public async Task<int> RunAsync(Guid caseId, Guid staffId, IReadOnlyList<NewObject> objects, Guid? read, CancellationToken cancel)
    {
        if (objects.Count == 0 || !objects.All(o => Allowed.Contains((o.KeyPair, o.Kind))))
        {
            throw new RefusedException("objects");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var caseFile = await database.FindCaseAsync(caseId, cancel);
        var answers = await database.BringsMessageAsync(caseId, objects, cancel);
        var stored = await store.RunAsync(caseId, Authors.Staff(staffId), objects, replaceWraps: false, cancel);
        if (answers)
        {
            caseFile.AnswerHer();
            if (read is { } newest && await FirstAfterAsync(caseId, newest, cancel) is { } unread)
            {
                caseFile.HearFromHer(unread);
            }

            await database.SaveChangesAsync(cancel);
        }

        if (stored > 0)
        {
            await audit.AppendAsync(
                caseId, "StaffWrote", Actor.Staff(staffId), new AuditData { { "kinds", objects.Select(o => o.Kind) } }, cancel);
        }

        await transaction.CommitAsync(cancel);
        return stored;
    }

    private Task<DateTimeOffset?> FirstAfterAsync(Guid caseId, Guid read, CancellationToken cancel)
    {
        var hers = database.Set<SealedObject>().Where(o => o.CaseId == caseId && o.Kind == ObjectKinds.Message && o.Author == Authors.Survivor);
        return hers.Where(o => !hers.Any(one => one.ObjectId == read && one.StoredAt >= o.StoredAt)).MinAsync(o => (DateTimeOffset?)o.StoredAt, cancel);
    }
}

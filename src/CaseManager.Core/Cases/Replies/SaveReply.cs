using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Replies;

/// <summary>A supervisor writes a saved reply, or takes one away. What somebody else changed meanwhile is never overwritten unseen.</summary>
public sealed class SaveReply(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <param name="edition">The edition she saw; 0 for one that is new.</param>
    /// <exception cref="RefusedException"><c>not-yours</c>: no supervisor; <c>reply-title</c>, <c>reply-language</c>, <c>reply-text</c>; <c>reply-gone</c>: it was taken away meanwhile; <c>replies-full</c>.</exception>
    /// <exception cref="ReplyChangedException">Somebody changed it meanwhile.</exception>
    public async Task RunAsync(Guid actor, Guid id, int edition, ReplyWords words, CancellationToken cancel)
    {
        words = words.Checked();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var reply = await LockAsync(actor, id, cancel);
        if (reply?.Says(words) is true)
        {
            return;
        }

        if (reply is not null && reply.Edition != edition)
        {
            throw new ReplyChangedException(reply);
        }

        if (reply is null && edition > 0)
        {
            throw new RefusedException("reply-gone", RefusalKind.Conflict);
        }

        if (reply is null && await database.Set<SavedReply>().CountAsync(cancel) >= ListReplies.Most)
        {
            throw new RefusedException("replies-full", RefusalKind.Conflict);
        }

        reply ??= database.Add(new SavedReply { Id = id }).Entity;
        reply.Write(words, actor, time.GetUtcNow());
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            AuditLog.Organisation, "ReplySaved", Actor.Staff(actor), new AuditData { { "replyId", id }, { "edition", reply.Edition } }, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Takes it away.</summary>
    /// <exception cref="RefusedException"><c>not-yours</c>.</exception>
    /// <exception cref="ReplyChangedException">Somebody changed it meanwhile.</exception>
    public async Task RemoveAsync(Guid actor, Guid id, int edition, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (await LockAsync(actor, id, cancel) is not { } reply)
        {
            return;
        }

        if (reply.Edition != edition)
        {
            throw new ReplyChangedException(reply);
        }

        database.Remove(reply);
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(AuditLog.Organisation, "ReplyRemoved", Actor.Staff(actor), new AuditData { { "replyId", id } }, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<SavedReply?> LockAsync(Guid actor, Guid id, CancellationToken cancel)
    {
        if (!await database.IsSupervisorAsync(actor, cancel))
        {
            throw new RefusedException("not-yours", RefusalKind.Conflict);
        }

        await audit.LockAsync(AuditLog.Organisation, cancel);
        return await database.Set<SavedReply>().SingleOrDefaultAsync(row => row.Id == id, cancel);
    }
}

/// <summary>Somebody changed the reply since it was opened: both texts are shown, and a person decides.</summary>
public sealed class ReplyChangedException(SavedReply standing) : RefusedException("reply-changed", RefusalKind.Conflict)
{
    /// <summary>As it stands now.</summary>
    public SavedReply Standing { get; } = standing;
}

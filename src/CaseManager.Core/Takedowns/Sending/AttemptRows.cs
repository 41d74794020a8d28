using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Writes many attempts in one statement, inside the caller's transaction.</summary>
public sealed class AttemptRows(CaseManagerDbContext database)
{
    /// <summary>Stores attempts that begin.</summary>
    public Task InsertAsync(IReadOnlyCollection<SendAttempt> begun, CancellationToken cancel)
    {
        if (begun.Count == 0)
        {
            return Task.CompletedTask;
        }

        Guid[] ids = [.. begun.Select(attempt => attempt.NoticeId)];
        int[] numbers = [.. begun.Select(attempt => attempt.Number)];
        int[] fences = [.. begun.Select(attempt => attempt.Fence)];
        string[] workers = [.. begun.Select(attempt => attempt.Worker)];
        DateTimeOffset[] starts = [.. begun.Select(attempt => attempt.StartedAt)];
        return database.Database.ExecuteSqlAsync(
            $"""
            insert into takedowns.send_attempts ("NoticeId", "Number", "Fence", "Worker", "StartedAt", "SmtpStatus")
            select id, number, fence, worker, started, 0 from unnest({ids}, {numbers}, {fences}, {workers}, {starts})
                as one (id, number, fence, worker, started)
            """,
            cancel);
    }

    /// <summary>Stores what became of attempts; their cases are locked by the caller.</summary>
    /// <param name="ended">Read without tracking and ended since.</param>
    /// <exception cref="DbUpdateConcurrencyException">One of them is not there any more: the caller's transaction must not be committed.</exception>
    public async Task UpdateAsync(IReadOnlyCollection<SendAttempt> ended, CancellationToken cancel)
    {
        if (ended.Count == 0)
        {
            return;
        }

        Guid[] ids = [.. ended.Select(attempt => attempt.NoticeId)];
        int[] numbers = [.. ended.Select(attempt => attempt.Number)];
        string?[] results = [.. ended.Select(attempt => attempt.Result)];
        int[] statuses = [.. ended.Select(attempt => attempt.SmtpStatus)];
        string?[] details = [.. ended.Select(attempt => attempt.SmtpDetail)];
        DateTimeOffset?[] ends = [.. ended.Select(attempt => attempt.EndedAt)];
        var written = await database.Database.ExecuteSqlAsync(
            $"""
            update takedowns.send_attempts a set "Result" = one.result, "SmtpStatus" = one.status, "SmtpDetail" = one.detail, "EndedAt" = one.ended
            from unnest({ids}, {numbers}, {results}, {statuses}, {details}, {ends}) as one (id, number, result, status, detail, ended)
            where a."NoticeId" = one.id and a."Number" = one.number
            """,
            cancel);
        Xmin.Require(written, ended.Count);
    }
}

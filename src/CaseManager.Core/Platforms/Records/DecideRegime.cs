using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Platforms.Records;

/// <summary>An administrator decides whether notices may be written under a regime, in spite of what speaks against relying on it.</summary>
public sealed class DecideRegime(CaseManagerDbContext database, ReadDirectory readDirectory, AuditLog audit, TimeProvider time)
{
    /// <param name="doubtsSeen">The doubts that were on the page.</param>
    /// <param name="today">The day in the organisation's zone.</param>
    /// <exception cref="RefusedException"><c>unknown-regime</c>, <c>no-notice</c>, <c>draft-only</c>, <c>reason</c>, <c>doubts</c>: other doubts than were on the page.</exception>
    public async Task RunAsync(
        string regimeId, bool mayBeChosen, bool secondPerson, IReadOnlyList<string> doubtsSeen, string reason, DateOnly today, Guid administrator, CancellationToken cancel)
    {
        var words = reason.Trim() is { Length: > 0 and <= 500 } said ? said : throw new RefusedException("reason");
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var directory = await readDirectory.RunAsync(cancel);
        var regime = directory.Regimes.Find(regimeId) ?? throw new RefusedException("unknown-regime", RefusalKind.NotFound);
        if (regime.DraftOnly)
        {
            throw new RefusedException("draft-only");
        }

        var doubts = directory.StandingOf(regime, today).Doubts;
        if (doubts.Contains(RegimeStanding.NoNotice))
        {
            throw new RefusedException("no-notice");
        }

        if (mayBeChosen && !doubts.All(doubtsSeen.Contains))
        {
            throw new RefusedException("doubts", RefusalKind.Conflict);
        }

        database.Add(new RegimeDecision
        {
            Id = RandomId.New(),
            RegimeId = regimeId,
            Number = 1 + (await database.Set<RegimeDecision>().Where(row => row.RegimeId == regimeId).MaxAsync(row => (int?)row.Number, cancel) ?? 0),
            MayBeChosen = mayBeChosen,
            SecondPerson = secondPerson,
            DoubtsSeen = [.. doubts],
            AuthorId = administrator,
            Reason = words,
            At = time.GetUtcNow(),
        });
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            AuditLog.Organisation, "RegimeDecided", Actor.Staff(administrator),
            new AuditData { { "record", regimeId }, { "mayBeChosen", mayBeChosen }, { "secondPerson", secondPerson } }, cancel);
        await transaction.CommitAsync(cancel);
    }
}

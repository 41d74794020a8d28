using CaseManager.Core.Access;
using CaseManager.Core.Cases;
using CaseManager.Core.Cases.Absences;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Needs;

/// <summary>How each caseworker's work stands, for a supervisor: whose message waits longest first. Restricted cases count, and are not named.</summary>
public sealed class ShowTeam(CaseManagerDbContext database, ReadAbsences readAbsences, TimeProvider time)
{
    /// <summary>No count goes further.</summary>
    public const int MostCounted = 1000;

    /// <param name="staffId">Who looks: a case that is restricted to others has no reference for her.</param>
    public async Task<IReadOnlyList<TeamRow>> RunAsync(Guid staffId, CancellationToken cancel)
    {
        var openers = await database.OpenersAsync(cancel);
        var people = await database.Set<StaffMember>().AsNoTracking()
            .Where(member => member.InvitationHash == null)
            .OrderBy(member => member.Alias)
            .Select(member => new { member.Id, member.Alias })
            .ToListAsync(cancel);
        var hidden = database.HiddenFrom(staffId);
        var found = await Query([.. people.Select(one => one.Id)]).ToDictionaryAsync(row => row.StaffId, cancel);
        var oldest = found.Values.Where(row => row.OldestCase is not null).Select(row => row.OldestCase!.Value).ToList();
        var named = await database.Set<Case>().Where(row => oldest.Contains(row.CaseId) && !hidden.Contains(row.CaseId)).Select(row => row.CaseId).ToListAsync(cancel);
        var absences = await readAbsences.RunAsync(cancel);
        return
        [
            .. people
                .Select(one => (one.Alias, Row: found[one.Id], Works: openers.Contains(one.Id)))

                // Somebody whose roles changed may still have cases; nobody else does.
                .Where(one => one.Works || one.Row.OpenCases > 0 || one.Row.OldestSince is not null)
                .Select(one => new TeamRow(
                    one.Row.StaffId, one.Alias, one.Row.OldestSince, one.Row.OldestCase is { } caseId && named.Contains(caseId) ? caseId : null,
                    one.Row.OpenCases, one.Row.Restricted, one.Row.Overdue, absences.Of(one.Row.StaffId), one.Works))
                .OrderBy(row => row.OldestSince ?? DateTimeOffset.MaxValue)
                .ThenBy(row => row.Alias, StringComparer.CurrentCulture),
        ];
    }

    /// <summary>The oldest unanswered message in a case that nobody has; UTC.</summary>
    public Task<DateTimeOffset?> UnassignedSinceAsync(Guid staffId, CancellationToken cancel)
    {
        var hidden = database.HiddenFrom(staffId);
        return database.Set<Case>().Where(row => row.AssigneeId == null && row.AwaitsAnswerSince != null && !hidden.Contains(row.CaseId))
            .MinAsync(row => row.AwaitsAnswerSince, cancel);
    }

    /// <summary>What is asked of the database: for each person a few ranges of indexes.</summary>
    public IQueryable<TeamCounts> Query(Guid[] people)
    {
        var now = time.GetUtcNow();
        return database.Database.SqlQuery<TeamCounts>(
            $"""
            select s.id as "StaffId", o."AwaitsAnswerSince" as "OldestSince", o."CaseId" as "OldestCase",
                (select count(*)::int from (
                    select 1 from cases.cases c where c."AssigneeId" = s.id and c."ClosedAt" is null limit {MostCounted}) x) as "OpenCases",
                (select count(*)::int from (
                    select 1 from cases.cases c join cases.restrictions t on t."CaseId" = c."CaseId"
                    where c."AssigneeId" = s.id and c."ClosedAt" is null limit {MostCounted}) x) as "Restricted",
                (select count(*)::int from (
                    select 1 from cases.cases c join takedowns.requests r on r."CaseId" = c."CaseId"
                    where c."AssigneeId" = s.id and c."ClosedAt" is null and r."State" = 'Active' and r."DueAt" < {now} limit {MostCounted}) x) as "Overdue"
            from unnest({people}) as s(id)
            left join lateral (
                select c."AwaitsAnswerSince", c."CaseId" from cases.cases c
                where c."AssigneeId" = s.id and c."AwaitsAnswerSince" is not null
                order by c."AwaitsAnswerSince", c."CaseId" limit 1) o on true
            """);
    }
}

/// <summary>How one person's work stands.</summary>
/// <param name="OldestSince">Since when the oldest unanswered message waits, UTC.</param>
/// <param name="OldestCase">In which case; <see langword="null"/> also where it is restricted to others.</param>
/// <param name="OpenCases">At most <see cref="ShowTeam.MostCounted"/>.</param>
/// <param name="Restricted">How many of them are restricted.</param>
/// <param name="Overdue">Requests whose recipient's time is over.</param>
/// <param name="Works">Whether her account still opens cases.</param>
public sealed record TeamRow(
    Guid StaffId, string Alias, DateTimeOffset? OldestSince, Guid? OldestCase, int OpenCases, int Restricted, int Overdue, Away? Away, bool Works);

/// <summary>The same as it is read.</summary>
public sealed record TeamCounts(Guid StaffId, DateTimeOffset? OldestSince, Guid? OldestCase, int OpenCases, int Restricted, int Overdue);

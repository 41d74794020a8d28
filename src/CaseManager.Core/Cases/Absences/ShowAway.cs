using CaseManager.Core.Access;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Absences;

/// <summary>What the page needs that says who is away: the people who work on cases, who is away, and what nobody could look after.</summary>
public sealed class ShowAway(CaseManagerDbContext database, ReadAbsences read)
{
    /// <summary>Cases that are named; more are not.</summary>
    public const int MostNamed = 100;

    public async Task<AwayPage> RunAsync(Guid staffId, CancellationToken cancel)
    {
        var openers = await database.OpenersAsync(cancel);
        var people = await database.Set<StaffMember>().AsNoTracking()
            .Where(member => openers.Contains(member.Id))
            .OrderBy(member => member.Alias)
            .Select(member => new AwayPerson(member.Id, member.Alias, database.Set<EpochWrap>().Any(wrap => wrap.StaffId == member.Id)))
            .ToListAsync(cancel);
        return new AwayPage(people, await read.RunAsync(cancel), await Alone(staffId, openers).Take(MostNamed).ToListAsync(cancel));
    }

    /// <summary>How many open cases are restricted to somebody alone; her colleagues are not told which.</summary>
    public async Task<int> CountAloneAsync(Guid staffId, CancellationToken cancel) =>
        await Alone(staffId, await database.OpenersAsync(cancel)).Take(MostNamed + 1).CountAsync(cancel);

    private IQueryable<Guid> Alone(Guid staffId, List<Guid> openers) =>
        from grant in database.Set<CaseGrant>()
        join restriction in database.Set<Restriction>() on grant.CaseId equals restriction.CaseId
        join caseFile in database.Set<Case>() on grant.CaseId equals caseFile.CaseId
        where grant.StaffId == staffId && caseFile.ClosedAt == null
            && !database.Set<CaseGrant>().Any(other => other.CaseId == grant.CaseId && other.StaffId != staffId && openers.Contains(other.StaffId))
        orderby restriction.Since, restriction.CaseId
        select grant.CaseId;
}

/// <summary>What the page shows.</summary>
/// <param name="Alone">Own open cases that are restricted to her alone: nobody could look after them.</param>
public sealed record AwayPage(IReadOnlyList<AwayPerson> People, Absences Away, IReadOnlyList<Guid> Alone);

/// <summary>Somebody who works on cases.</summary>
/// <param name="HasTeamKeys">Whether she could cover for somebody.</param>
public sealed record AwayPerson(Guid Id, string Alias, bool HasTeamKeys);

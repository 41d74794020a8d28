using CaseManager.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>Every account with its roles, and where its keys stand.</summary>
public sealed class ShowPeople(CaseManagerDbContext database, ReadRoster read, TimeProvider clock)
{
    public async Task<IReadOnlyList<Person>> RunAsync(CancellationToken cancel)
    {
        var roster = await read.RunAsync(cancel);
        var rows = await database.Users
            .AsNoTracking()
            .OrderBy(member => member.Alias)
            .Select(member => new
            {
                Member = member,
                Roles = database.UserRoles
                    .Where(held => held.UserId == member.Id)
                    .Join(database.Roles, held => held.RoleId, role => role.Id, (held, role) => role.Name!)
                    .OrderBy(role => role)
                    .ToList(),
                HasKeys = database.Set<StaffKeys>().Any(keys => keys.StaffId == member.Id),
            })
            .ToListAsync(cancel);
        return [.. rows.Select(row => new Person(
            row.Member.Id, row.Member.UserName!, row.Member.Alias, row.Roles, AccountOf(row.Member), KeysOf(row.HasKeys, roster, row.Member.Id)))];
    }

    private AccountState AccountOf(StaffMember member) =>
        member.DisabledAt is not null ? AccountState.Closed
        : member.InvitationHash is null ? AccountState.Active
        : member.CanAcceptInvitation(clock.GetUtcNow()) ? AccountState.Invited
        : AccountState.Expired;

    private static PersonKeys KeysOf(bool hasKeys, VerifiedRoster? roster, Guid staffId) =>
        roster?.Members.GetValueOrDefault(staffId) switch
        {
            { IsCurrent: false } => PersonKeys.Revoked,
            { Officer: true } => PersonKeys.Officer,
            { } => PersonKeys.Admitted,
            null => hasKeys ? PersonKeys.Waiting : PersonKeys.None,
        };
}

/// <summary>An account, for the list of people.</summary>
/// <param name="Name">How she signs in.</param>
public sealed record Person(Guid Id, string Name, string Alias, IReadOnlyList<string> Roles, AccountState Account, PersonKeys Keys);

/// <summary>How an account stands.</summary>
public enum AccountState
{
    Invited,
    Expired,
    Active,
    Closed,
}

/// <summary>Where somebody's keys stand.</summary>
public enum PersonKeys
{
    None,
    Waiting,
    Admitted,
    Officer,
    Revoked,
}

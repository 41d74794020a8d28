using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>Who made keys and is not yet in the roster, for an officer to admit.</summary>
public sealed class ShowWaiting(CaseManagerDbContext database, ReadRoster read)
{
    public async Task<IReadOnlyList<WaitingMember>> RunAsync(CancellationToken cancel)
    {
        var admitted = (await read.RunAsync(cancel))?.Members.Keys.ToList() ?? [];
        return await database.Set<StaffKeys>()
            .Where(keys => !admitted.Contains(keys.StaffId))
            .Join(database.Users.Where(member => member.DisabledAt == null), keys => keys.StaffId, member => member.Id, (keys, member) => new { keys, member })
            .OrderBy(row => row.keys.MadeAt)
            .Select(row => new WaitingMember(
                row.member.Id,
                row.member.Alias,
                database.UserRoles
                    .Where(held => held.UserId == row.member.Id)
                    .Join(database.Roles, held => held.RoleId, role => role.Id, (held, role) => role.Name!)
                    .ToList(),
                row.keys.SigningKey,
                row.keys.RecipientKey,
                row.keys.MadeAt))
            .ToListAsync(cancel);
    }
}

/// <param name="SigningKey">Ed25519, 32 bytes.</param>
/// <param name="RecipientKey">Hybrid, 1,216 bytes.</param>
public sealed record WaitingMember(
    Guid Id, string Alias, IReadOnlyList<string> Roles, byte[] SigningKey, byte[] RecipientKey, DateTimeOffset MadeAt);

using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>Everybody who has or had an account, by alias.</summary>
public sealed class ListStaff(CaseManagerDbContext database)
{
    public Task<List<StaffName>> RunAsync(CancellationToken cancel) =>
        database.Users.OrderBy(member => member.Alias).ThenBy(member => member.Id).Select(member => new StaffName(member.Id, member.Alias)).ToListAsync(cancel);
}

/// <summary>Somebody, by the name others see.</summary>
public sealed record StaffName(Guid Id, string Alias);

using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Practice;

/// <summary>Makes a practice organisation at once: its accounts, and the keys that belong to them. All or nothing; the same genesis again is success.</summary>
public sealed class SeedPractice(CaseManagerDbContext database, AddPracticeAccount add, ImportGenesis import)
{
    /// <exception cref="RefusedException">As <see cref="ImportGenesis"/> says.</exception>
    public async Task RunAsync(IReadOnlyList<PracticeAccount> accounts, Genesis genesis, Actor actor, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (await database.Set<Instance>().AnyAsync(instance => instance.RootKey == genesis.RootKey, cancel))
        {
            return;
        }

        foreach (var account in accounts)
        {
            await add.RunAsync(account, actor, cancel);
        }

        await import.RunAsync(genesis, actor, cancel);
        await transaction.CommitAsync(cancel);
    }
}

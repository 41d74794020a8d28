using CaseManager.Core.Audit;

namespace CaseManager.Core.Sealing;

/// <summary>Other ways to unlock a seed: a new passphrase or paper, or one of them away. What is not among them opens nothing any more.</summary>
public sealed class ChangeUnlockMethods(CaseManagerDbContext database, ReplaceKeyFile replace, AuditLog audit)
{
    /// <inheritdoc cref="ReplaceKeyFile.RunAsync"/>
    public async Task RunAsync(Guid staffId, byte[] sessionHash, NewUnlockMethods made, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        if ((await replace.RunAsync(staffId, sessionHash, made, cancel)).IsSame)
        {
            return;
        }

        await audit.AppendAsync(
            AuditLog.Organisation,
            "UnlockMethodsChanged",
            Actor.Staff(staffId),
            new AuditData { { "staff", staffId }, { "methods", made.Methods.Count } },
            cancel);
        await transaction.CommitAsync(cancel);
    }
}

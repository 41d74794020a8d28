using CaseManager.Core.Audit;

namespace CaseManager.Core.Documents;

/// <summary>An administrator lets caseworkers ask for documents, after the warning about the law; or no longer.</summary>
public sealed class SwitchDocuments(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <summary>The decision that counts; <see langword="null"/> while there is none.</summary>
    public Task<DocumentSwitch?> ReadAsync(CancellationToken cancel) => database.CurrentSwitchAsync(cancel);

    /// <param name="warningRead">The warning that was shown beside the tick.</param>
    /// <exception cref="RefusedException"><c>warning</c>: switched on without the warning of today.</exception>
    public async Task RunAsync(bool isOn, int warningRead, Guid administrator, CancellationToken cancel)
    {
        if (isOn && warningRead != DocumentSwitch.Warning)
        {
            throw new RefusedException("warning");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        if ((await database.CurrentSwitchAsync(cancel))?.IsOn == isOn)
        {
            return;
        }

        database.Add(new DocumentSwitch { Id = RandomId.New(), IsOn = isOn, By = administrator, At = time.GetUtcNow(), WarningRead = warningRead });
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            AuditLog.Organisation, isOn ? "DocumentsSwitchedOn" : "DocumentsSwitchedOff", Actor.Staff(administrator),
            new AuditData { { "warning", warningRead } }, cancel);
        await transaction.CommitAsync(cancel);
    }
}

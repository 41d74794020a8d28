using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Roster;

namespace CaseManager.Core.Sealing.Recovery;

/// <summary>Takes over what a ceremony in an administrator's browser made: the first roster and the recovery files. Once.</summary>
public sealed class SetUpOrganisation(ImportGenesis import)
{
    /// <exception cref="RefusedException">As <see cref="ImportGenesis"/> says.</exception>
    public Task RunAsync(Guid administrator, FirstRoster first, CancellationToken cancel) => import.RunAsync(
        new Genesis
        {
            V = 1,
            RootKey = first.RootKey,
            Entries = first.Entries,
            // Whoever is named has posted her keys herself.
            StaffKeys = [],
            EpochWraps = first.EpochWraps,
            Intake = first.Intake,
            RecoveryFiles = first.RecoveryFiles,
        },
        Actor.Staff(administrator),
        cancel);
}

/// <summary>What the ceremony's page posts; nothing in it is secret.</summary>
public sealed record FirstRoster(
    byte[] RootKey, IReadOnlyList<SignedDocument> Entries, IReadOnlyList<NewEpochWrap> EpochWraps, SignedIntake Intake, NewRecoveryFiles RecoveryFiles);

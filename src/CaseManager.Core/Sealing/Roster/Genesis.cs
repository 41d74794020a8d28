using CaseManager.Core.Sealing.Recovery;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>What a ceremony, or the practice tool, hands over: nothing in it is secret.</summary>
public sealed record Genesis
{
    /// <summary>Always 1.</summary>
    public required int V { get; init; }

    /// <summary>Ed25519, 32 bytes; from now on the root that everything is verified from.</summary>
    public required byte[] RootKey { get; init; }

    /// <summary>Genesis, at least two officers, an epoch, in their order.</summary>
    public required IReadOnlyList<SignedDocument> Entries { get; init; }

    /// <summary>Keys of members whose browsers have not posted them yet; empty at a ceremony.</summary>
    public required IReadOnlyList<GenesisStaffKeys> StaffKeys { get; init; }

    public required IReadOnlyList<NewEpochWrap> EpochWraps { get; init; }

    public required SignedIntake Intake { get; init; }

    /// <summary>The files that two holders open; <see langword="null"/> where the organisation keeps them elsewhere.</summary>
    public NewRecoveryFiles? RecoveryFiles { get; init; }
}

/// <param name="StaffId">The account they belong to.</param>
public sealed record GenesisStaffKeys(Guid StaffId, NewStaffKeys Keys);

namespace CaseManager.Core.Sealing.Roster;

/// <summary>A person the roster names.</summary>
/// <param name="SigningKey">Ed25519, 32 bytes.</param>
/// <param name="PublicKey">Hybrid, 1,216 bytes.</param>
/// <param name="RevokedAt">When she was revoked; what she signed before still verifies.</param>
public sealed record RosterMember(
    Guid StaffId,
    string Alias,
    byte[] SigningKey,
    byte[] PublicKey,
    bool Officer,
    OfficerCertificate? Certificate,
    DateTimeOffset AdmittedAt,
    DateTimeOffset? RevokedAt)
{
    public bool IsCurrent => RevokedAt is null;
}

/// <summary>A team key that reports are sealed to from a moment on.</summary>
/// <param name="Number">From 1.</param>
/// <param name="PublicKey">Hybrid, 1,216 bytes.</param>
public sealed record RosterEpoch(int Number, byte[] PublicKey, DateTimeOffset From);

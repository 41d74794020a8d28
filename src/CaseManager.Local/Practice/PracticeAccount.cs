namespace CaseManager.Local.Practice;

/// <summary>An account of the practice organisation, with everything that a person would keep secret.</summary>
/// <param name="TotpKey">Base32.</param>
/// <param name="Passphrase">Unlocks the account's keys; <see langword="null"/> for an account without keys.</param>
/// <param name="RecoveryCode">Unlocks them as well, from paper.</param>
public sealed record PracticeAccount(
    string Name, string Alias, IReadOnlyList<string> Roles, string Password, string TotpKey, string? Passphrase, string? RecoveryCode)
{
    public string CodeAt(DateTimeOffset moment) => TotpCode.At(TotpKey, moment);
}

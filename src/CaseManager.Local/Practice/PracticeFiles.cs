using System.Text.Json;

namespace CaseManager.Local.Practice;

/// <summary>What the practice organisation was made with, as the files in its folder tell it. Any of them may not be there yet.</summary>
public sealed class PracticeFiles(string folder)
{
    /// <summary>What the genesis made: the public part to store, the accounts with their secrets, the recovery files.</summary>
    public string Made => Path.Combine(folder, "made");

    public string Genesis => Path.Combine(Made, "genesis.json");

    public string Accounts => Path.Combine(Made, "accounts.json");

    public string Recovery => Path.Combine(Made, "recovery");

    public string Invitation => Path.Combine(folder, "invitation.json");

    public string Samples => Path.Combine(folder, "samples");

    /// <summary>Is there once the genesis was stored.</summary>
    public string Seeded => Path.Combine(folder, "seeded");

    /// <summary>Is there once all sample reports were sent.</summary>
    public string Sampled => Path.Combine(folder, "sampled");

    /// <summary>True once nothing is left to be made.</summary>
    public bool AreComplete => File.Exists(Seeded) && File.Exists(Invitation) && File.Exists(Sampled);

    public IReadOnlyList<PracticeAccount> ReadAccounts() => Read<PracticeAccount[]>(Accounts) ?? [];

    public PracticeInvitation? ReadInvitation() => Read<PracticeInvitation>(Invitation);

    public IReadOnlyList<SampleReport> ReadSamples() => Directory.Exists(Samples)
        ? [.. Directory.EnumerateFiles(Samples, "*.json").Order(StringComparer.Ordinal).Select(file => Read<SampleReport>(file)!)]
        : [];

    public IReadOnlyList<string> RecoveryFiles() => Directory.Exists(Recovery)
        ? [.. Directory.EnumerateFiles(Recovery).Order(StringComparer.Ordinal)]
        : [];

    private static T? Read<T>(string path)
        where T : class =>
        File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), JsonSerializerOptions.Web) : null;
}

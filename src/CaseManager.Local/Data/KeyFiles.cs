using System.Security.Cryptography;

namespace CaseManager.Local.Data;

/// <summary>The key files that the web program wants, 32 random bytes each, made once.</summary>
public static class KeyFiles
{
    private const int Length = 32;

    private static readonly string[] Names =
        ["data-protection.key", "fields.key", "lookups.key", "mail.key", "challenges.key", "statistics.key"];

    public static async Task EnsureAsync(string folder, CancellationToken cancel)
    {
        foreach (var path in Names.Select(name => Path.Combine(folder, name)).Where(path => !File.Exists(path)))
        {
            await PrivateFile.WriteAsync(path, RandomNumberGenerator.GetBytes(Length), cancel);
        }
    }
}

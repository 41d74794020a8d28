using System.Security.Cryptography;
using System.Text.Json;

namespace CaseManager.Local.Data;

/// <summary>The passwords of the database roles, made once for each data folder.</summary>
public sealed record DatabasePasswords(string Owner, string App, string StatisticsBuilder, string StatisticsReader)
{
    public static async Task<DatabasePasswords> EnsureAsync(string path, CancellationToken cancel)
    {
        if (File.Exists(path))
        {
            return JsonSerializer.Deserialize<DatabasePasswords>(await File.ReadAllBytesAsync(path, cancel))!;
        }

        var made = new DatabasePasswords(New(), New(), New(), New());
        await PrivateFile.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(made), cancel);
        return made;
    }

    private static string New() => RandomNumberGenerator.GetHexString(40, lowercase: true);
}

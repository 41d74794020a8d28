using System.Text.Json;
using CaseManager.Core.Sealing;

namespace CaseManager.Web.Commands;

/// <summary>Reads a file that a ceremony or the practice tool wrote.</summary>
public static class JsonFile
{
    /// <returns><see langword="null"/>, and a sentence why, when it is missing or of another shape.</returns>
    public static async Task<T?> ReadAsync<T>(FileInfo file, TextWriter error, CancellationToken cancel)
        where T : class
    {
        if (!file.Exists)
        {
            await error.WriteLineAsync($"There is no file {file.FullName}.");
            return null;
        }

        try
        {
            await using var stream = file.OpenRead();
            return await JsonSerializer.DeserializeAsync<T>(stream, SealedJson.Options, cancel) ?? throw new JsonException("It holds nothing.");
        }
        catch (JsonException damage)
        {
            await error.WriteLineAsync($"{file.FullName} is not what this verb reads: {damage.Message}");
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"{file.FullName} cannot be read: {failure.Message}");
            return null;
        }
    }
}

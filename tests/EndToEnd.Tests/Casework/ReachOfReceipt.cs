using System.Buffers.Text;
using System.Diagnostics;
using System.Text.Json;
using CaseManager.TestSupport;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>An age file that lies somewhere in a stored value, and what a receipt makes of it.</summary>
/// <param name="Value">Number of the value, from 0.</param>
/// <param name="Opened">Whether any key that follows from the receipt opened it.</param>
/// <param name="Kind">Kind of the frame in it, where one came out.</param>
public sealed record ReachedFile(int Value, bool Opened, string? Kind, byte[]? Body);

/// <summary>What somebody with a receipt and every stored byte can open: the browser's own library tries each key on each file.</summary>
public static class ReachOfReceipt
{
    public static async Task<IReadOnlyList<ReachedFile>> FindAsync(
        string words, byte[] salt, IReadOnlyList<StoredValue> values, CancellationToken cancel)
    {
        using var browser = Process.Start(new ProcessStartInfo("node", RepositoryFolder.File("src/CaseManager.Browser/generate/receipt-reach.mjs"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var answers = browser.StandardOutput.ReadToEndAsync(cancel);
        await browser.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { words, salt = Base64Url.EncodeToString(salt) }));
        foreach (var value in values)
        {
            await browser.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { value = Base64Url.EncodeToString(value.Bytes) }));
        }

        browser.StandardInput.Close();
        await browser.WaitForExitAsync(cancel);
        Assert.Equal(0, browser.ExitCode);
        return [.. (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    private static ReachedFile Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var file = json.RootElement;
        return new ReachedFile(
            file.GetProperty("value").GetInt32(),
            file.GetProperty("opened").GetBoolean(),
            file.GetProperty("kind").GetString(),
            file.GetProperty("body").GetString() is { } body ? Base64Url.DecodeFromChars(body) : null);
    }
}

namespace CaseManager.Local.Tests;

/// <summary>What still runs for a data folder, found in the machine's list of processes.</summary>
public static class RunningProcesses
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until nothing is left, and fails with what is.</summary>
    public static async Task AssertNoneAsync(string dataFolder, CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (Find(dataFolder) is { Count: > 0 } left)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"Still running: {string.Join(" | ", left)}");
            await Task.Delay(Pause, TimeProvider.System, cancel);
        }
    }

    /// <summary>The command lines of programs that name the folder in their arguments or settings.</summary>
    public static IReadOnlyList<string> Find(string dataFolder) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out var process) && process != Environment.ProcessId)
            .Where(folder => Read(folder, "cmdline").Contains(dataFolder, StringComparison.Ordinal) || Read(folder, "environ").Contains(dataFolder, StringComparison.Ordinal))
            .Select(folder => Read(folder, "cmdline").Replace('\0', ' '))
            // A zombie has no command line and does nothing any more.
            .Where(line => line.Length > 0),
    ];

    private static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

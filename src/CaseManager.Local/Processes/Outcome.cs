namespace CaseManager.Local.Processes;

/// <summary>How a program ended, and what it wrote.</summary>
public sealed record Outcome(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last thing it said, for a message of one sentence.</summary>
    public string LastWord =>
        (Errors + '\n' + Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.. var before, var last]
            ? before.LastOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? last
            : $"it ended with {ExitCode} and said nothing";
}

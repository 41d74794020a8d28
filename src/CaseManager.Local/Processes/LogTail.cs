namespace CaseManager.Local.Processes;

/// <summary>The end of a log, for a message of one sentence.</summary>
public static class LogTail
{
    public static string LastLine(string path) => File.Exists(path)
        ? $"{File.ReadLines(path).LastOrDefault(line => !string.IsNullOrWhiteSpace(line))} (see {path})"
        : "it left no word";
}

using System.CommandLine;

namespace CaseManager.Web.Commands;

/// <summary>Options that several verbs share.</summary>
public static class CommandOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Write JSON lines." };

    public static Option<string> Regime() => new("--regime") { Description = "Id of the regime, such as eu-dsa-16.", Required = true };

    /// <summary>Says which word is unknown, and which ones are known.</summary>
    public static async Task<int> RefuseAsync(TextWriter error, string what, string word, IEnumerable<string> known)
    {
        await error.WriteLineAsync($"Unknown {what}: {word}");
        await error.WriteLineAsync($"Known: {string.Join(", ", known)}");
        return CommandLine.WrongUsage;
    }
}

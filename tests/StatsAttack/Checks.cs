using System.Globalization;

namespace CaseManager.StatsAttack;

/// <summary>Prints one line for each check and remembers whether one failed.</summary>
public sealed class Checks(TextWriter output)
{
    public const int Passed = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    private bool anyFailed;

    /// <summary>What the program ends with.</summary>
    public int ExitCode => anyFailed ? Failed : Passed;

    /// <summary>A check that holds or does not, with the figures it rests on.</summary>
    public bool Say(bool holds, string name, FormattableString figures)
    {
        anyFailed |= !holds;
        output.WriteLine((holds ? "ok " : "FAIL ") + name + ": " + figures.ToString(CultureInfo.InvariantCulture));
        return holds;
    }

    /// <summary>A check that holds where nothing was found; up to three findings are printed.</summary>
    public bool Say(string name, IReadOnlyCollection<string> findings, FormattableString figures)
    {
        var holds = findings.Count == 0;
        anyFailed |= !holds;
        var more = findings.Count > 3 ? string.Create(CultureInfo.InvariantCulture, $" and {findings.Count - 3} more") : "";
        output.WriteLine(holds
            ? "ok " + name + ": " + figures.ToString(CultureInfo.InvariantCulture)
            : "FAIL " + name + ": " + OneLine(string.Join("; ", findings.Take(3))) + more);
        return holds;
    }

    /// <summary>What somebody wrote in a file must not look like a line of ours.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(one => char.IsControl(one) ? '␣' : one));
}

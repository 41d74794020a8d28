using System.CommandLine;

namespace CaseManager.StatsAttack.Commands;

/// <summary>What every attack has in common: exit codes 0 all held, 1 something failed, 2 wrong usage or a file that cannot be read.</summary>
public static class Attack
{
    public static void Runs(Command command, Action<ParseResult, Checks> run) => command.SetAction(parsed =>
    {
        var checks = new Checks(parsed.InvocationConfiguration.Output);
        try
        {
            run(parsed, checks);
            return checks.ExitCode;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            parsed.InvocationConfiguration.Error.WriteLine(Checks.OneLine(wrong.Message));
            return Checks.WrongUsage;
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidDataException)
        {
            checks.Say(false, $"{command.Name} reading", $"{Checks.OneLine(wrong.Message)}");
            return checks.ExitCode;
        }
    });
}

using System.CommandLine;
using CaseManager.StatsAttack.Toys;

namespace CaseManager.StatsAttack.Commands;

/// <summary><c>control</c>: the attacks against exporters that are known to be broken; guards against attacks that see nothing.</summary>
public static class ControlCommand
{
    public static Command Create()
    {
        var command = new Command("control", "Whether the attacks see what they should: three broken exporters must be caught, a sound one not.");
        Attack.Runs(command, (parsed, checks) => NegativeControl.Run(parsed.InvocationConfiguration.Output, checks));
        return command;
    }
}

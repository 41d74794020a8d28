using System.CommandLine;
using CaseManager.StatsAttack;
using CaseManager.StatsAttack.Commands;

var root = new RootCommand("Attacks on published statistics: knows bundles and what docs/statistics-release.md says of them, nothing of the program that makes them.")
{
    SynthesizeCommand.Create(),
    BundleCommands.Verify(),
    BundleCommands.Overlap(),
    BundleCommands.Recover(),
    BundleCommands.Restate(),
    NoiseCommands.Membership(),
    NoiseCommands.AuditEpsilon(),
    BundleCommands.Utility(),
    ControlCommand.Create(),
    ToyCommand.Create(),
};
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? Checks.WrongUsage : exitCode;

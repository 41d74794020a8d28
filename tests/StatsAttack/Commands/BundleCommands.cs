using System.CommandLine;
using CaseManager.StatsAttack.Attacks;
using CaseManager.StatsAttack.Bundles;
using CaseManager.StatsAttack.Truth;

namespace CaseManager.StatsAttack.Commands;

/// <summary>Attacks that read bundles.</summary>
public static class BundleCommands
{
    public static Command Verify()
    {
        var files = new Argument<string[]>("bundle") { Description = "Bundles.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("verify", "Whether each bundle is what the contract says, in every file and format.") { files };
        Attack.Runs(command, (parsed, checks) =>
        {
            foreach (var file in parsed.GetRequiredValue(files))
            {
                new Verification(Bundle.Open(file), checks).Run();
            }
        });
        return command;
    }

    public static Command Overlap()
    {
        var folder = Folder();
        var command = new Command("overlap", "Whether many exports together say anything that one does not.") { folder };
        Attack.Runs(command, (parsed, checks) => new Overlap(All(parsed.GetRequiredValue(folder)), checks).Run());
        return command;
    }

    public static Command Recover()
    {
        var (folder, truth) = (Folder(), Truth());
        var command = new Command("recover", "Tries to get true counts from 1 to 9 back.") { folder, truth };
        Attack.Runs(command, (parsed, checks) => Recovery.Run(
            PublishedUniverses.Read(All(parsed.GetRequiredValue(folder)), TruthFile.Read(parsed.GetRequiredValue(truth))), checks, "recover"));
        return command;
    }

    public static Command Restate()
    {
        var before = new Argument<string>("before") { Description = "A bundle, or a folder of them, exported before." };
        var after = new Argument<string>("after") { Description = "The same, exported after cases were changed, added or erased." };
        var command = new Command("restate", "Whether later changes of cases can be seen.") { before, after };
        Attack.Runs(command, (parsed, checks) => Restatement.Run(parsed.GetRequiredValue(before), parsed.GetRequiredValue(after), checks));
        return command;
    }

    public static Command Utility()
    {
        var (folder, truth) = (Folder(), Truth());
        var cases = new Option<int>("--cases") { Description = "Cases of each year; limits are known for 500 and 5000.", Required = true };
        var command = new Command("utility", "How far the figures are from the true ones, and how much is not shown.") { folder, truth, cases };
        Attack.Runs(command, (parsed, checks) => new Utility(
            All(parsed.GetRequiredValue(folder)), TruthFile.Read(parsed.GetRequiredValue(truth)), parsed.GetValue(cases), checks).Run());
        return command;
    }

    private static Argument<string> Folder() => new("folder") { Description = "Folder with bundles; folders in it are searched too." };

    private static Option<string> Truth() => new("--truth") { Description = "The cases behind them, as CSV.", Required = true };

    private static IReadOnlyList<Bundle> All(string folder) =>
        Bundle.OpenAll(folder) is { Count: > 0 } bundles ? bundles : throw new FileNotFoundException($"There is no bundle in {folder}.");
}

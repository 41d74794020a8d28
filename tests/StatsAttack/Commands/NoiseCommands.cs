using System.CommandLine;
using CaseManager.StatsAttack.Attacks;
using CaseManager.StatsAttack.Contract;

namespace CaseManager.StatsAttack.Commands;

/// <summary>Attacks on draws of a sampler.</summary>
public static class NoiseCommands
{
    public static Command Membership()
    {
        var (preset, noise) = (PresetOption(), NoiseOption());
        var trials = new Option<int>("--trials") { Description = "People asked about.", DefaultValueFactory = _ => 20_000 };
        var command = new Command("membership", "Somebody who knows every other case guesses whether a person is counted.") { preset, noise, trials };
        Attack.Runs(command, (parsed, checks) => new Membership(
            Preset.Find(parsed.GetRequiredValue(preset))!,
            NoiseFile.Read(parsed.GetRequiredValue(noise), Attacks.Membership.DrawsFor(parsed.GetValue(trials))), parsed.GetValue(trials), checks).Run());
        return command;
    }

    public static Command AuditEpsilon()
    {
        var (preset, noise) = (PresetOption(), NoiseOption());
        var runs = new Option<int>("--runs") { Description = "Paired runs.", DefaultValueFactory = _ => 400_000 };
        var command = new Command("audit-eps", "Measures how much one case changes what is published.") { preset, noise, runs };
        Attack.Runs(command, (parsed, checks) => new EpsilonAudit(
            Preset.Find(parsed.GetRequiredValue(preset))!,
            NoiseFile.Read(parsed.GetRequiredValue(noise), EpsilonAudit.DrawsFor(parsed.GetValue(runs))), parsed.GetValue(runs), checks).Run());
        return command;
    }

    /// <summary>One of the presets by name.</summary>
    public static Option<string> PresetOption()
    {
        var option = new Option<string>("--preset") { Description = "strict, standard or detailed.", Required = true };
        option.AcceptOnlyFromAmong([.. Preset.All.Select(preset => preset.Name)]);
        return option;
    }

    private static Option<string> NoiseOption() =>
        new("--noise") { Description = "Draws of the sampler at this preset's ε of one family, one whole number a line.", Required = true };
}

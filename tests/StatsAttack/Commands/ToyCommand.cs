using System.CommandLine;
using System.Globalization;
using CaseManager.StatsAttack.Contract;
using CaseManager.StatsAttack.Toys;
using CaseManager.StatsAttack.Truth;

namespace CaseManager.StatsAttack.Commands;

/// <summary><c>toy</c>: bundles and noise that the suite itself is tried on, sound or with one flaw. Never to be published.</summary>
public static class ToyCommand
{
    public static Command Create() => new("toy", "Bundles and noise to try the suite on.") { Hidden = true, Subcommands = { Bundles(), Flaws(), Noise() } };

    private static Command Bundles()
    {
        var truth = new Option<string>("--truth") { Required = true };
        var preset = NoiseCommands.PresetOption();
        var countries = new Option<int>("--countries") { DefaultValueFactory = _ => 28 };
        var periods = new Option<int>("--periods") { DefaultValueFactory = _ => 4 };
        var period = new Option<string?>("--period") { Description = "One release only; else every year." };
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 1 };
        var redraws = new Option<int>("--redraws") { Description = "More than one: so many folders, each with noise of its own, as no release may be.", DefaultValueFactory = _ => 1 };
        var folder = new Option<string>("--out") { Required = true };
        var command = new Command("bundles") { truth, preset, countries, periods, period, seed, redraws, folder };
        Attack.Runs(command, (parsed, checks) =>
        {
            var cases = TruthFile.Read(parsed.GetRequiredValue(truth));
            var only = Period.Read(parsed.GetValue(period) ?? "");
            var (times, into, first) = (parsed.GetValue(redraws), parsed.GetRequiredValue(folder), parsed.GetValue(seed));
            for (var time = 0; time < times; time++)
            {
                var toy = new ReleaseToy(
                    cases, Preset.Find(parsed.GetRequiredValue(preset))!, [.. SyntheticYear.Countries.Take(parsed.GetValue(countries))], parsed.GetValue(periods),
                    first + (ulong)time, Flaw.None);
                Write(toy, only is null ? YearsOf(cases) : [only], times == 1 ? into : Path.Combine(into, time.ToString("D4", CultureInfo.InvariantCulture)));
            }

            checks.Say(true, "toy bundles", $"{times} draws");
        });
        return command;
    }

    private static Command Flaws()
    {
        var truth = new Option<string>("--truth") { Required = true };
        var folder = new Option<string>("--out") { Required = true };
        var command = new Command("flaws") { truth, folder };
        Attack.Runs(command, (parsed, checks) =>
        {
            var cases = TruthFile.Read(parsed.GetRequiredValue(truth));
            foreach (var flaw in Enum.GetValues<Flaw>())
            {
                Write(
                    new(cases, Preset.Find("standard")!, [.. SyntheticYear.Countries.Take(5)], periods: 4, seed: 1, flaw), YearsOf(cases),
                    Path.Combine(parsed.GetRequiredValue(folder), flaw.ToString()));
            }

            checks.Say(true, "toy flaws", $"{Enum.GetValues<Flaw>().Length} folders");
        });
        return command;
    }

    private static IEnumerable<Period> YearsOf(TruthFile cases) =>
        cases.Cases.Select(one => one.Month / 12).Distinct().Order().Select(year => Period.Read(year.ToString("D4", CultureInfo.InvariantCulture))!);

    private static void Write(ReleaseToy toy, IEnumerable<Period> periods, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in periods.Select(toy.Build))
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }

    private static Command Noise()
    {
        var preset = NoiseCommands.PresetOption();
        var scale = new Option<double>("--scale") { Description = "Times the noise that the preset asks for.", DefaultValueFactory = _ => 1 };
        var bound = new Option<int>("--bound") { Description = "Never further from zero than this.", DefaultValueFactory = _ => int.MaxValue };
        var draws = new Option<int>("--draws") { DefaultValueFactory = _ => 800_000 };
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 1 };
        var file = new Option<string>("--out") { Required = true };
        var command = new Command("noise") { preset, scale, bound, draws, seed, file };
        Attack.Runs(command, (parsed, checks) =>
        {
            var random = new SplitMix64(parsed.GetValue(seed));
            var (epsilon, most) = (Preset.Find(parsed.GetRequiredValue(preset))!.Epsilon / parsed.GetValue(scale), parsed.GetValue(bound));
            using var lines = new StreamWriter(parsed.GetRequiredValue(file)) { NewLine = "\n" };
            for (var left = parsed.GetValue(draws); left > 0; left--)
            {
                lines.WriteLine(Math.Clamp(random.Laplace(epsilon), -(long)most, most));
            }

            checks.Say(true, "toy noise", $"{parsed.GetValue(draws)} draws");
        });
        return command;
    }
}

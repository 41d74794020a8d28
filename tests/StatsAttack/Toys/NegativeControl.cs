using CaseManager.StatsAttack.Attacks;
using CaseManager.StatsAttack.Bundles;
using CaseManager.StatsAttack.Contract;
using CaseManager.StatsAttack.Truth;

namespace CaseManager.StatsAttack.Toys;

/// <summary>Runs the attack on exporters that are known to be broken, and on one that is not: it has to tell them apart.</summary>
public static class NegativeControl
{
    private const ulong Seed = 20260101;

    public static void Run(TextWriter output, Checks checks)
    {
        var preset = Preset.Find("standard")!;
        foreach (var size in new[] { 500, 5_000 })
        {
            CodedCase[] cases = [.. SyntheticYear.Make(size, 2025, Seed)];
            Caught("suppression under 10 on live data", $"m={Recovery.Few}", FilterToys.Suppression(cases, Seed));
            Caught("cell keys", $"m={Recovery.Many}", FilterToys.CellKeys(cases, Seed));
            Caught("noise drawn anew", $"m={Recovery.Many}", FilterToys.RedrawnNoise(cases, preset, Seed));
            Caught("bundles drawn anew", "large cells growth", Bundles(cases, copy => Seed + (ulong)copy));
            Resists("frozen noise", FilterToys.FrozenNoise(cases, preset, Seed));
            Resists("bundles drawn once", Bundles(cases, _ => Seed));

            void Resists(string toy, IReadOnlyList<Universe> universes)
            {
                var findings = Attack(toy, universes, size);
                checks.Say(findings.Count == 0, $"control {toy} {size}", $"{findings.Count} attacks came through");
            }

            void Caught(string toy, string by, IReadOnlyList<Universe> universes)
            {
                var findings = Attack(toy, universes, size);
                checks.Say(
                    findings.Any(line => line.Contains(by, StringComparison.Ordinal)), $"control {toy} {size}",
                    $"{findings.Count} attacks came through; one of them has to be of {by}");
            }
        }

        // As many exports of one year as the attack makes use of.
        IReadOnlyList<Universe> Bundles(CodedCase[] cases, Func<int, ulong> seedOf)
        {
            var truth = new TruthFile(cases);
            var drawn = Enumerable.Range(0, Recovery.Many).Select(seedOf).Distinct().ToDictionary(
                seed => seed,
                seed =>
                {
                    var (name, bytes) = new ReleaseToy(truth, preset, [.. SyntheticYear.Countries.Take(28)], periods: 4, seed, Flaw.None).Build(Period.Read("2025")!);
                    return Bundle.Of(name, bytes);
                });
            return PublishedUniverses.Read([.. Enumerable.Range(0, Recovery.Many).Select(copy => drawn[seedOf(copy)])], truth);
        }

        // Its lines are about a toy: they are told apart from the suite's own by two spaces.
        List<string> Attack(string toy, IReadOnlyList<Universe> universes, int size)
        {
            using var lines = new StringWriter { NewLine = "\n" };
            Recovery.Run(universes, new(lines), $"{toy} {size}");
            List<string> all = [.. lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            all.ForEach(line => output.WriteLine("  " + line));
            return all.FindAll(line => line.StartsWith("FAIL ", StringComparison.Ordinal));
        }
    }
}

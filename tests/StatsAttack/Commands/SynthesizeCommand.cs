using System.CommandLine;
using System.Globalization;
using CaseManager.StatsAttack.Contract;
using CaseManager.StatsAttack.Truth;

namespace CaseManager.StatsAttack.Commands;

/// <summary><c>synthesize</c>: made-up cases, as <c>statistics import</c> reads them and as the other attacks take them for the truth.</summary>
public static class SynthesizeCommand
{
    public static Command Create()
    {
        var cases = new Option<int>("--cases") { Description = "Cases taken in each year.", Required = true };
        var year = new Option<int?>("--year") { Description = "One year." };
        var years = new Option<string?>("--years") { Description = "Several years in one file, such as 2001-2020, each from a seed of its own." };
        var seed = new Option<ulong>("--seed") { Description = "The same number gives the same cases.", Required = true };
        var file = new Option<string>("--out") { Description = "CSV file to write.", Required = true };
        var append = new Option<bool>("--append") { Description = "Keep the cases that the file has." };
        var command = new Command("synthesize", "Make up cases of one or several years.") { cases, year, years, seed, file, append };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(year) is null == parsed.GetValue(years) is null || (parsed.GetValue(years) is { } typed && Read(typed) is null))
            {
                parsed.AddError("Give one year with --year, or the first and the last with --years 2001-2020.");
            }
        });
        Attack.Runs(command, (parsed, checks) =>
        {
            var (first, last) = parsed.GetValue(years) is { } typed ? Read(typed)!.Value : (parsed.GetValue(year)!.Value, parsed.GetValue(year)!.Value);
            var path = parsed.GetRequiredValue(file);
            List<CodedCase> all = parsed.GetValue(append) && File.Exists(path) ? [.. TruthFile.Read(path).Cases] : [];
            for (var one = first; one <= last; one++)
            {
                all.AddRange(SyntheticYear.Make(parsed.GetValue(cases), one, parsed.GetValue(seed)));
            }

            TruthFile.Write(path, all);
            checks.Say(true, "synthesize", $"{all.Count} rows for {parsed.GetValue(cases)} cases in each year from {first} to {last}");
        });
        return command;
    }

    private static (int First, int Last)? Read(string typed) =>
        typed.Split('-') is [var first, var last] && Period.Read(first) is { Months: 12 } from && Period.Read(last) is { Months: 12 } until && from.Year <= until.Year
            ? (int.Parse(first, CultureInfo.InvariantCulture), int.Parse(last, CultureInfo.InvariantCulture))
            : null;
}

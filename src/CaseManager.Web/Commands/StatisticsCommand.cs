using System.CommandLine;
using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Statistics;
using CaseManager.Core.Statistics.Importing;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Releases;
using CaseManager.Core.Statistics.Requests;
using CaseManager.Core.Statistics.Restoring;
using CaseManager.Web.Pages.Staff.Statistics;

namespace CaseManager.Web.Commands;

/// <summary>The verbs <c>statistics import</c>, <c>statistics build</c>, <c>statistics export</c> and <c>statistics restore</c>.</summary>
public static class StatisticsCommand
{
    private static readonly Actor Operator = Actor.Command("statistics");

    public static Command Create() => new("statistics", "Figures that nobody can be found in.") { Import(), Build(), Export(), Restore() };

    private static Command Import()
    {
        var file = new Argument<FileInfo>("FILE.csv") { Description = $"Columns {string.Join(',', ReadContributions.Columns)}; cells of the other side empty." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("import", "Take in coded rows from a spreadsheet: the whole file, or nothing of it.") { file, json };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.InvocationConfiguration,
            async services =>
            {
                var path = parsed.GetRequiredValue(file);
                if (!path.Exists)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"There is no file {path.FullName}.");
                    return CommandLine.WrongUsage;
                }

                await using var bytes = path.OpenRead();
                var imported = await services.GetRequiredService<ImportContributions>().RunAsync(bytes, cancel);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json)
                    ? CommandJson.Write(imported)
                    : $"{imported.Intakes} lines of intake and {imported.Closures} of closure were taken in.");
                return CommandLine.Done;
            },
            cancel));
        return command;
    }

    private static Command Build()
    {
        var period = PeriodArgument();
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("build", "Build the release of a closed period, once: 2025-07, 2025-Q3, 2025 or 2023-2025.") { period, json };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.InvocationConfiguration,
            async services =>
            {
                var asked = Read(parsed.GetRequiredValue(period));
                Release release;
                try
                {
                    release = await services.GetRequiredService<BuildNow>().RunAsync(asked, Operator, cancel);
                }
                catch (RefusedException refusal) when (refusal.Code == "still-open")
                {
                    var opens = asked.OpensAt(services.GetRequiredService<StatisticsPolicy>().Zone);
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"{WordsOf(services, refusal.Code)} It can be built from {CommandJson.Instant(opens)} on.");
                    return CommandLine.NotValid;
                }

                await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? Json(release) : $"{release.FileName} is built. It is never built again.");
                return CommandLine.Done;
            },
            cancel));
        return command;
    }

    private static Command Export()
    {
        var period = PeriodArgument();
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder to write the bundle to; made where it is missing.", Required = true };
        var revision = new Option<short?>("--revision") { Description = "0 or 1; the newest if left out." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("export", "Write the bundle of a release to a folder: the same bytes every time.") { period, folder, revision, json };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.InvocationConfiguration,
            async services =>
            {
                var bundle = await services.GetRequiredService<ExportRelease>().RunAsync(Read(parsed.GetRequiredValue(period)).Text, parsed.GetValue(revision), cancel);
                var path = Path.Combine(parsed.GetRequiredValue(folder).FullName, bundle.Release.FileName);
                try
                {
                    Directory.CreateDirectory(parsed.GetRequiredValue(folder).FullName);
                    await NewFile.WriteAsync(path, bundle.Bytes, cancel);
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"{path} could not be written: {failure.Message}");
                    return CommandLine.CouldNot;
                }

                await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? Json(bundle.Release) : path);
                return CommandLine.Done;
            },
            cancel));
        return command;
    }

    private static Command Restore()
    {
        var files = new Argument<FileInfo[]>("BUNDLE.zip") { Description = "Bundles of this organisation, in any order; those that are here are left.", Arity = ArgumentArity.OneOrMore };
        var all = new Option<bool>("--these-are-all") { Description = "The mark is lost too, and no other release was ever built: it is made anew." };
        var command = new Command("restore", "Take bundles in again after an older backup was restored, so that nothing is drawn twice.") { files, all };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.InvocationConfiguration,
            async services =>
            {
                var bundles = new List<byte[]>();
                foreach (var file in parsed.GetRequiredValue(files))
                {
                    if (!file.Exists)
                    {
                        await parsed.InvocationConfiguration.Error.WriteLineAsync($"There is no file {file.FullName}.");
                        return CommandLine.WrongUsage;
                    }

                    bundles.Add(await File.ReadAllBytesAsync(file.FullName, cancel));
                }

                var restored = await services.GetRequiredService<RestoreRelease>().RunAsync(bundles, parsed.GetValue(all), cancel);
                foreach (var release in restored.Releases)
                {
                    await parsed.InvocationConfiguration.Output.WriteLineAsync($"{release.FileName} is here again.");
                }

                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{restored.Releases.Count} taken in, {bundles.Count - restored.Releases.Count} here already.");
                if (restored.IsWhole)
                {
                    return CommandLine.Done;
                }

                await parsed.InvocationConfiguration.Error.WriteLineAsync("The mark knows of more: until those bundles are here too, nothing of this is shown and nothing is built.");
                return CommandLine.NotValid;
            },
            cancel));
        return command;
    }

    private static Argument<string> PeriodArgument()
    {
        var period = new Argument<string>("PERIOD") { Description = "2025-07, 2025-Q3, 2025 or 2023-2025." };
        period.Validators.Add(result =>
        {
            if (!Period.TryParse(result.GetValueOrDefault<string>(), out _))
            {
                result.AddError("A period is written 2025-07, 2025-Q3, 2025, or 2023-2025 for three pooled years.");
            }
        });
        return period;
    }

    // The option's validator has seen it.
    private static Period Read(string text) => Period.TryParse(text, out var period) ? period : throw new InvalidOperationException($"{text} is no period.");

    private static string Json(Release release) => CommandJson.Write(new
    {
        release.Period,
        release.Revision,
        release.Preset,
        Id = HexId.Write(release.Id),
        BuiltAt = CommandJson.Instant(release.BuiltAt),
        File = release.FileName,
        Sha256 = Convert.ToHexStringLower(release.FileHash),
    });

    private static Task<int> RunAsync(InvocationConfiguration terminal, Func<IServiceProvider, Task<int>> work, CancellationToken cancel) => OperatorVerb.RunAsync(
        terminal.Error,
        async (services, _) =>
        {
            try
            {
                return await work(services);
            }
            catch (ImportRefusedException refusal)
            {
                foreach (var fault in refusal.Faults)
                {
                    await terminal.Error.WriteLineAsync(fault.ToString());
                }

                await terminal.Error.WriteLineAsync(refusal.Count > refusal.Faults.Count
                    ? $"{refusal.Count} faults, of which {refusal.Faults.Count} are listed. Nothing was taken in."
                    : $"{refusal.Count} {(refusal.Count == 1 ? "fault" : "faults")}. Nothing was taken in.");
                return CommandLine.NotValid;
            }
            catch (Exception failure) when (failure is KeyFileException or IOException or UnauthorizedAccessException or NotSupportedException)
            {
                await terminal.Error.WriteLineAsync(failure.Message);
                return CommandLine.CouldNot;
            }
            catch (RefusedException refusal)
            {
                await terminal.Error.WriteLineAsync(WordsOf(services, refusal.Code));
                return refusal.Kind == RefusalKind.NotNow ? CommandLine.CouldNot : CommandLine.NotValid;
            }
        },
        cancel);

    private static string WordsOf(IServiceProvider services, string code) => services.GetRequiredService<RefusalWords>().Of(code);
}

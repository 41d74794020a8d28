using System.CommandLine;
using System.Text.Json;
using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Documents;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Sealing.Recovery;
using CaseManager.Core.Sealing.Roster;

namespace CaseManager.Web.Commands;

/// <summary>
/// The verbs <c>keys folder</c>, which makes an installation's key files, <c>keys import</c>, which takes over what a key ceremony made elsewhere, and
/// <c>keys recovery-files</c> and <c>keys export-case</c>, which write sealed things to files for the day when two holders open them.
/// </summary>
public static class KeysCommand
{
    public static Command Create() => new("keys", "Look after the organisation's keys.") { Folder(), Import(), RecoveryFiles(), ExportCase() };

    private static Command Folder()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Full path, outside the database and its backups." };
        var command = new Command("folder", "Make the key files that are missing; none is ever replaced.") { folder };
        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(folder).FullName;
            try
            {
                var keys = new KeyFolder(path);
                var made = keys.Create();
                if (keys.Check() is { Count: > 0 } faults)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(string.Join('\n', faults));
                    return CommandLine.NotValid;
                }

                await parsed.InvocationConfiguration.Output.WriteLineAsync(
                    made.Count == 0 ? "Every key file was there already." : $"Made {string.Join(", ", made)} in {path}. Back the folder up apart from the database.");
                return CommandLine.Done;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"The key files could not be made in {path}: {failure.Message}");
                return CommandLine.CouldNot;
            }
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "The ceremony's genesis.json; it holds nothing secret." };
        var command = new Command("import", "Verify and store root, roster, first epoch and intake bundle. Once.") { file };
        command.SetAction((parsed, cancel) => OperatorVerb.RunAsync(
            parsed.InvocationConfiguration.Error,
            async (services, cancel) =>
            {
                var error = parsed.InvocationConfiguration.Error;
                if (await JsonFile.ReadAsync<Genesis>(parsed.GetRequiredValue(file), error, cancel) is not { } genesis)
                {
                    return CommandLine.NotValid;
                }

                try
                {
                    await services.GetRequiredService<ImportGenesis>().RunAsync(genesis, Actor.Command("keys"), cancel);
                }
                catch (RefusedException refusal)
                {
                    await error.WriteLineAsync($"Nothing was imported: {ReasonOf(refusal)}");
                    return CommandLine.NotValid;
                }

                await parsed.InvocationConfiguration.Output.WriteLineAsync(
                    $"Imported {genesis.Entries.Count} entries. Reports are accepted from now on; every browser shows the root as six words on the page My keys.");
                return CommandLine.Done;
            },
            cancel));
        return command;
    }

    private static Command RecoveryFiles()
    {
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder to write recovery-AB.age, recovery-AC.age and recovery-BC.age to.", Required = true };
        var command = new Command("recovery-files", "Write the three recovery files, each sealed under two holders' words, for the backup.") { folder };
        command.SetAction((parsed, cancel) => OperatorVerb.RunAsync(
            parsed.InvocationConfiguration.Error,
            async (services, cancel) =>
            {
                var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                try
                {
                    var files = await services.GetRequiredService<TakeRecoveryFiles>().RunAsync(Actor.Command("keys"), cancel);
                    var path = parsed.GetRequiredValue(folder).FullName;
                    Directory.CreateDirectory(path);
                    foreach (var (name, file) in files.ByName())
                    {
                        await NewFile.WriteAsync(Path.Combine(path, name), file, cancel);
                    }

                    await output.WriteLineAsync($"Wrote {string.Join(", ", files.ByName().Keys)} to {path}. Any two holders open one; see docs/recovery.md.");
                    return CommandLine.Done;
                }
                catch (RefusedException)
                {
                    await error.WriteLineAsync("This database has no recovery files: hold the ceremony on the page Set up, or look where keys import's files were kept.");
                    return CommandLine.NotValid;
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    await error.WriteLineAsync($"The recovery files could not be written: {failure.Message}");
                    return CommandLine.CouldNot;
                }
            },
            cancel));
        return command;
    }

    private static Command ExportCase()
    {
        var id = new Argument<string>("case") { Description = "The case's id, 32 hexadecimal digits, as in the address of its page." };
        var file = new Option<FileInfo>("--out") { Description = "File to write; one that is there is replaced.", Required = true };
        var documents = new Option<DirectoryInfo>("--documents") { Description = "Folder to write the case's papers to, each sealed, as ID.age." };
        var command = new Command("export-case", "Write every sealed row of one case to a file that tools/open-case.mjs opens with two holders' words.") { id, file, documents };
        command.SetAction((parsed, cancel) => OperatorVerb.RunAsync(
            parsed.InvocationConfiguration.Error,
            async (services, cancel) =>
            {
                var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                if (!HexId.TryRead(parsed.GetRequiredValue(id), out var caseId))
                {
                    await error.WriteLineAsync("A case's id is 32 hexadecimal digits, as in the address of its page.");
                    return CommandLine.WrongUsage;
                }

                try
                {
                    var exported = await services.GetRequiredService<ExportCase>().RunAsync(caseId, Actor.Command("keys"), cancel);
                    var path = parsed.GetRequiredValue(file).FullName;
                    await NewFile.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(exported, SealedJson.Options), cancel);
                    if (parsed.GetValue(documents) is { } folder)
                    {
                        var papers = await WriteDocumentsAsync(services, caseId, folder.FullName, cancel);
                        await output.WriteLineAsync($"Wrote {papers} sealed papers to {folder.FullName}.");
                    }

                    await output.WriteLineAsync($"Wrote {exported.Objects.Count} sealed objects to {path}. Two holders open it with tools/open-case.mjs; see docs/recovery.md.");
                    return CommandLine.Done;
                }
                catch (RefusedException)
                {
                    await error.WriteLineAsync($"There is no case {parsed.GetRequiredValue(id)} in this database.");
                    return CommandLine.NotValid;
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    await error.WriteLineAsync($"The case could not be written: {failure.Message}");
                    return CommandLine.CouldNot;
                }
            },
            cancel));
        return command;
    }

    /// <returns>How many.</returns>
    private static async Task<int> WriteDocumentsAsync(IServiceProvider services, Guid caseId, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var sent = (await services.GetRequiredService<ShowDocuments>().RunAsync(caseId, cancel)).Sent;
        var destroyed = sent.Where(document => document.DestroyedAt is not null).Select(document => document.Id);
        await NewFile.WriteAsync(Path.Combine(folder, "destroyed.json"), JsonSerializer.SerializeToUtf8Bytes(destroyed.Select(HexId.Write)), cancel);
        var kept = sent.Where(document => document.DestroyedAt is null).ToList();
        foreach (var document in kept)
        {
            var opened = await services.GetRequiredService<OpenDocument>().RunAsync(caseId, document.Id, Actor.Command("keys"), cancel);
            var bytes = new MemoryStream(opened.Length);
            await foreach (var chunk in opened.Chunks.WithCancellation(cancel))
            {
                await bytes.WriteAsync(chunk, cancel);
            }

            await NewFile.WriteAsync(Path.Combine(folder, $"{HexId.Write(document.Id)}.age"), bytes.ToArray(), cancel);
        }

        return kept.Count;
    }

    private static string ReasonOf(RefusedException refusal) => refusal switch
    {
        { Code: "instance-exists" } => "this database has a root already, and a second one would orphan every report.",
        { Code: "unknown-version" } => "the file is of another version than this program reads.",
        { Code: "two-officers" } => "the roster names fewer than two officers. Hold the ceremony with two supervisors.",
        { Code: "no-such-account" } => "the file brings keys of an account that this database does not have. Invite everybody here first.",
        { Code: "keys" } => "somebody's keys in the file are damaged, or not signed by that person.",
        RosterRefusedException { Code: "roster-member" } entry =>
            $"entry {entry.Sequence} names an account that did not make these keys here, or an officer who is no supervisor.",
        RosterRefusedException entry => $"the roster does not follow from its root at entry {entry.Sequence} ({entry.Code}). The file is damaged or was changed.",
        { Code: "recovery-files" } => "the recovery files are not those that the root signed for. The file is damaged or was changed.",
        { Code: "intake-bundle" } => "the intake bundle does not fit the roster. The file is damaged or was changed.",
        _ => $"the epoch keys do not fit the roster ({refusal.Code}). The file is damaged or was changed.",
    };
}

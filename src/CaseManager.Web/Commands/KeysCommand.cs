using System.CommandLine;
using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Sealing.Roster;

namespace CaseManager.Web.Commands;

/// <summary>The verbs <c>keys folder</c>, which makes an installation's key files, and <c>keys import</c>, which takes over what a key ceremony made.</summary>
public static class KeysCommand
{
    public static Command Create() => new("keys", "Look after the organisation's keys.") { Folder(), Import() };

    private static Command Folder()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Full path, outside the database and its backups." };
        var command = new Command("folder", "Make the key files that are missing; none is ever replaced.") { folder };
        command.SetAction(async (parsed, cancel) =>
        {
            var made = new KeyFolder(parsed.GetRequiredValue(folder).FullName).Create();
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                made.Count == 0 ? "Every key file was there already." : $"Made {string.Join(", ", made)}. Back the folder up apart from the database.");
            return CommandLine.Done;
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
                    await error.WriteLineAsync($"Not imported: {refusal.Code}.");
                    return CommandLine.NotValid;
                }

                return CommandLine.Done;
            },
            cancel));
        return command;
    }
}

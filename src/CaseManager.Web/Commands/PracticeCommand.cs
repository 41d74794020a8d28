using System.CommandLine;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Practice;
using CaseManager.Core.Sealing.Roster;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Commands;

/// <summary>The verb <c>practice seed</c>: accounts and keys whose secrets lie open, for a practice organisation only.</summary>
public static class PracticeCommand
{
    private const string AccountsFile = "accounts.json";

    public static Command Create() => new("practice", "Make a practice organisation.") { Seed() };

    private static Command Seed()
    {
        var file = new Argument<FileInfo>("file") { Description = $"The practice tool's genesis.json; {AccountsFile} lies beside it." };
        var command = new Command("seed", "Store the practice accounts and their keys. Refused unless CaseManager:Practice is true.") { file };
        command.SetAction((parsed, cancel) => OperatorVerb.RunAsync(
            parsed.InvocationConfiguration.Error,
            (services, cancel) => SeedAsync(services, parsed.GetRequiredValue(file), parsed.InvocationConfiguration.Error, cancel),
            cancel));
        return command;
    }

    private static async Task<int> SeedAsync(IServiceProvider services, FileInfo file, TextWriter error, CancellationToken cancel)
    {
        if (!services.GetRequiredService<IOptions<CaseManagerOptions>>().Value.Practice)
        {
            await error.WriteLineAsync("This is no practice organisation: CaseManager:Practice is not true.");
            return CommandLine.CouldNot;
        }

        var accounts = new FileInfo(Path.Combine(file.DirectoryName!, AccountsFile));
        if (await JsonFile.ReadAsync<Genesis>(file, error, cancel) is not { } genesis
            || await JsonFile.ReadAsync<IReadOnlyList<PracticeAccount>>(accounts, error, cancel) is not { } members)
        {
            return CommandLine.NotValid;
        }

        try
        {
            await services.GetRequiredService<SeedPractice>().RunAsync(members, genesis, Actor.Command("practice"), cancel);
            return CommandLine.Done;
        }
        catch (RefusedException refusal)
        {
            await error.WriteLineAsync($"Not seeded: {refusal.Code}.");
            return CommandLine.NotValid;
        }
    }
}

using System.CommandLine;
using System.Globalization;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Imap;
using CaseManager.TestSupport.Takedowns.Inbound;

namespace CaseManager.Benchmarks.Faults;

/// <summary>Faults while mail comes in, against real PostgreSQL and IMAP; ends with 1 if a mail was lost, stored twice, or left in the mailbox.</summary>
public static class MailFaultsCommand
{
    private static readonly Option<int> Count = new("--count") { Description = "Mails, some of them twice.", DefaultValueFactory = _ => 20_000 };

    public static Command ToCommand()
    {
        var command = new Command("mail-faults", "What must hold when reading mail fails: each mail stored once, none lost.") { Count };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(Count), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    private static async Task<int> RunAsync(int count, TextWriter output, CancellationToken cancel)
    {
        var keys = TestFolders.New();
        new KeyFolder(keys).Create();
        await using var server = new PostgresServer();
        await server.InitializeAsync();
        await using var database = await server.CreateDatabaseAsync(cancel);
        await using var imap = await Dovecot.StartAsync(cancel);
        var started = TimeProvider.System.GetTimestamp();
        var told = 0;
        var counts = await new InboxCampaign(database, keys, imap, TimeProvider.System).RunAsync(
            count,
            line =>
            {
                if (++told % 10 == 0)
                {
                    output.WriteLine(line);
                }
            },
            cancel);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{counts}; {TimeProvider.System.GetElapsedTime(started).TotalMinutes:0.0} min"));
        TestFolders.Delete(keys);
        return counts.IsRight ? 0 : 1;
    }
}

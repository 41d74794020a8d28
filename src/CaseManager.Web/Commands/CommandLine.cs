using System.CommandLine;

namespace CaseManager.Web.Commands;

/// <summary>The verbs of the executable. Exit codes: 0 done, 1 not valid, 2 wrong usage, 3 could not.</summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int NotValid = 1;
    public const int WrongUsage = 2;
    public const int CouldNot = 3;

    public static async Task<int> RunAsync(string[] args, InvocationConfiguration? terminal = null)
    {
        // The host stops itself on a signal; a second handler would cut its shutdown short.
        terminal ??= new InvocationConfiguration { ProcessTerminationTimeout = null };

        // "@name" is a link somebody typed, not a file to read options from.
        var parsed = CreateRoot().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var exitCode = await parsed.InvokeAsync(terminal);
        return parsed.Errors.Count > 0 ? WrongUsage : exitCode;
    }

    private static RootCommand CreateRoot()
    {
        var root = new RootCommand("CaseManager: case work for people whose intimate images were shared without consent.")
        {
            ServeCommand.Create(),
            new Command("links", "Links.") { NormalizeLinksCommand.Create(), LinkVerdictCommand.Create() },
            new Command("notices", "Notices.") { PreviewNoticeCommand.Create() },
            new Command("mail", "Mail.") { ClassifyMailCommand.Create() },
            ComputeDeadlineCommand.Create(),
            StatisticsCommand.Create(),
            AuditCommand.Create(),
            UsersCommand.Create(),
            KeysCommand.Create(),
            PracticeCommand.Create(),
            OpenApiCommand.Create(),
        };
        ServeCommand.MakeDefault(root);
        return root;
    }
}

using System.CommandLine;
using System.Text;
using CaseManager.Core.Platforms.Links;

namespace CaseManager.Web.Commands;

/// <summary><c>links normalize</c>: one JSON object for every line of standard input, blank ones included, in order.</summary>
public static class NormalizeLinksCommand
{
    public static Command Create()
    {
        var command = new Command("normalize", "Read links from standard input, one a line, and write what each stands for.")
        {
            CommandOptions.Json(),
        };
        command.SetAction((parsed, cancel) => RunAsync(StandardInput.Open(), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    private static async Task<int> RunAsync(Stream input, TextWriter output, CancellationToken cancel)
    {
        var normalizer = new LinkNormalizer(PlatformHosts.Seeded);
        await foreach (var lines in StandardInput.ReadLinesAsync(input, cancel))
        {
            var answers = new StringBuilder();
            foreach (var line in lines)
            {
                answers.Append(CommandJson.Write(normalizer.Normalize(line))).Append('\n');
            }

            await output.WriteAsync(answers, cancel);
            await output.FlushAsync(cancel);
        }

        return CommandLine.Done;
    }
}

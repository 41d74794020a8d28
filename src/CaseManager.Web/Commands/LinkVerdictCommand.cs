using System.CommandLine;
using CaseManager.Core.Platforms.Links;
using CaseManager.Web.Probes;

namespace CaseManager.Web.Commands;

/// <summary><c>links verdict</c>: how a saved page on standard input is read, as a probe of that link would have read it.</summary>
public static class LinkVerdictCommand
{
    public static Command Create()
    {
        var key = new Option<string>("--key") { Description = "Canonical key of the link, as links normalize writes it.", Required = true };
        var json = CommandOptions.Json();
        var command = new Command("verdict", "Say how a saved page on standard input is read: there, gone, or unreadable.") { key, json };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetRequiredValue(key), parsed.GetValue(json), StandardInput.Open(), parsed.InvocationConfiguration, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string typed, bool json, Stream input, InvocationConfiguration terminal, CancellationToken cancel)
    {
        if (CanonicalKey.Read(typed) is not { } key)
        {
            await terminal.Error.WriteLineAsync(
                $"Not a canonical key: {typed}. Write one such as tg:post:@examplechannel:42 or web:example.org/page; links normalize says which key a link has.");
            return CommandLine.WrongUsage;
        }

        var read = PageReader.Default.ReadSaved(key, await ReadAsync(input, cancel));
        await terminal.Output.WriteLineAsync(json ? CommandJson.Write(new { Verdict = read.Verdict.ToString(), read.Rule }) : $"{read.Verdict} {read.Rule}");
        return CommandLine.Done;
    }

    /// <summary>One byte more than is read of a page at most, so that a larger one is known to be larger.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream input, CancellationToken cancel)
    {
        var body = new byte[PageReader.MaximumBody + 1];
        var read = await input.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        return body.AsMemory(0, read);
    }
}

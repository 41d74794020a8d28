using System.CommandLine;
using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Web.Mail.Inbound;

namespace CaseManager.Web.Commands;

/// <summary><c>mail classify</c>: what an inbound mail is read as, and why, so that an operator can see it.</summary>
public static class ClassifyMailCommand
{
    public static Command Create()
    {
        var platform = new Option<string>("--platform") { Description = "Id of the platform that was written to, such as telegram: its own rules are read too." };
        var json = CommandOptions.Json();
        var command = new Command("classify", "Read a mail (RFC 5322) from standard input and say what it is, by which rule, and whether it may move anything by itself.")
        {
            platform, json,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            StandardInput.Open(), parsed.GetValue(platform), parsed.GetValue(json), parsed.InvocationConfiguration, cancel));
        return command;
    }

    private static async Task<int> RunAsync(Stream input, string? platform, bool json, InvocationConfiguration terminal, CancellationToken cancel)
    {
        if (platform is not null && PlatformDirectory.Seed.Find(platform) is null)
        {
            return await CommandOptions.RefuseAsync(terminal.Error, "platform", platform, PlatformDirectory.Seed.All.Select(known => known.Id));
        }

        var raw = await ReadAsync(input, cancel);
        if (raw.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            await terminal.Error.WriteLineAsync("There is no mail on standard input: give one as it came, with its header.");
            return CommandLine.NotValid;
        }

        var answer = AnswerClassifier.Default.Classify(MailReader.Read(raw), platform);
        await terminal.Output.WriteLineAsync(json
            ? CommandJson.Write(new { answer.Kind, answer.Class, answer.Rule, answer.Ticket, answer.MayMove })
            : Words(answer));
        return CommandLine.Done;
    }

    // One byte more than is read tells that it is too large; the rest is not kept.
    private static async Task<byte[]> ReadAsync(Stream input, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var piece = new byte[64 * 1024];
        while (await input.ReadAsync(piece, cancel) is > 0 and var read)
        {
            if (bytes.Length <= ReadingLimits.Default.RawBytes)
            {
                bytes.Write(piece, 0, read);
            }
        }

        return bytes.ToArray();
    }

    private static string Words(ClassifiedAnswer answer) => string.Join('\n', new[]
    {
        $"kind: {answer.Kind}",
        $"class: {answer.Class}",
        $"rule: {answer.Rule}",
        answer.Excerpt is { } excerpt ? $"found in: {excerpt}" : "",
        answer.Ticket is { } ticket ? $"ticket: {ticket}" : "",
        answer.MayMove ? "may move the notice by itself, if it is about one of ours" : "moves nothing: a person decides",
    }.Concat(answer.Also.Select(other => $"also {other.Class} ({other.Rule}): {other.Excerpt}")).Where(line => line.Length > 0));
}

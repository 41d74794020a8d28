using System.Text;
using System.Text.Json;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Commands;

public sealed class NormalizeLinksCommandTests
{
    [Fact]
    public async Task Lines_BlankOnesIncluded_AreAnsweredInOrder()
    {
        var answers = await NormalizeAsync("https://t.me/s/Example/5\n\n   \r\nhttps://example.org/a?b=1#c\nnothing here\nhttps://t.me/+AbCdEfGhIjKlMnOp"u8.ToArray());

        Assert.Equal(
            ["https://t.me/s/Example/5", "", "   ", "https://example.org/a?b=1#c", "nothing here", "https://t.me/+AbCdEfGhIjKlMnOp"],
            answers.Select(answer => answer.GetProperty("input").GetString()));
        Assert.Equal(
            ["tg:post:@example:5", null, null, "web:example.org/a?b=1", null, "tg:invite:AbCdEfGhIjKlMnOp"],
            answers.Select(answer => answer.GetProperty("key").GetString()));
        Assert.Equal(["post", null, null, "web", null, "invite"], answers.Select(answer => answer.GetProperty("kind").GetString()));
        Assert.All(answers, answer => Assert.Equal(
            ["input", "kind", "key", "platform", "url", "confidence", "reason"], answer.EnumerateObject().Select(member => member.Name)));
        Assert.All(answers, answer => Assert.Equal(answer.GetProperty("key").GetString() is null, answer.GetProperty("reason").GetString() is not null));
    }

    [Fact]
    public async Task Line_InvalidUtf8_BecomesReplacementCharacters()
    {
        var answers = await NormalizeAsync([.. "https://example.org/"u8, 0xC3, 0x28, 0xFF, (byte)'\n', .. "例"u8]);

        Assert.Equal(["https://example.org/\uFFFD(\uFFFD", "例"], answers.Select(answer => answer.GetProperty("input").GetString()));
    }

    [Fact]
    public async Task Line_LongerThanAnyBuffer_IsOneLine()
    {
        var line = "https://example.org/" + new string('ä', 100_000);

        var answers = await NormalizeAsync(Encoding.UTF8.GetBytes($"{line}\n@name\n"));

        Assert.Equal([line, "@name"], answers.Select(answer => answer.GetProperty("input").GetString()));
    }

    [Fact]
    public async Task Input_Empty_HasNoAnswer() => Assert.Empty(await NormalizeAsync([]));

    private static async Task<List<JsonElement>> NormalizeAsync(byte[] input)
    {
        var result = await Executable.RunAsync(["links", "normalize", "--json"], input, cancel: TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return [.. result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }
}

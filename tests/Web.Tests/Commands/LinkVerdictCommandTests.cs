using System.Text;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Commands;

public sealed class LinkVerdictCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tg:post:@examplechannel:42", "poisoned-words.html", "Live", "telegram-post")]
    [InlineData("tg:post:@examplechannel:42", "error-post.html", "Missing", "telegram-error")]
    [InlineData("tg:peer:@examplechannel", "peer-unused.html", "PeerMissing", "telegram-contact")]
    [InlineData("tg:invite:AbCdEfGhIjKlMnOp", "error-post.html", "NotCheckable", "kind:invite")]
    [InlineData("web:site.example/a", "error-post.html", "Unreadable", "answers")]
    public async Task Verdict_SavedPage_IsWrittenWithItsRule(string key, string file, string verdict, string rule)
    {
        var page = await File.ReadAllBytesAsync(RepositoryFolder.File($"tests/vectors/pages/{file}"), Cancel);

        var result = await Executable.RunAsync(["links", "verdict", "--key", key, "--json"], page, cancel: Cancel);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal($$"""{"verdict":"{{verdict}}","rule":"{{rule}}"}""", Text(result.Output));
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task Verdict_WithoutJson_IsOneLineOfWords()
    {
        var result = await Executable.RunAsync(["links", "verdict", "--key", "tg:post:@examplechannel:42"], [], cancel: Cancel);

        Assert.Equal((0, "Unreadable no-marker"), (result.ExitCode, Text(result.Output)));
    }

    [Theory]
    [InlineData("https://t.me/examplechannel/42")]
    [InlineData("tg:post:@ExampleChannel:42")]
    [InlineData("tg:post:@examplechannel:042")]
    [InlineData("tg:post:@examplechannel/42:1")]
    [InlineData("tg:unknown:@examplechannel")]
    [InlineData("web:https://site.example/")]
    [InlineData("web:site.example")]
    [InlineData("web:t.me/examplechannel")]
    [InlineData("web:name@site.example/")]
    [InlineData("")]
    public async Task Verdict_NoCanonicalKey_IsRefusedWithASentence(string key)
    {
        var result = await Executable.RunAsync(["links", "verdict", "--key", key, "--json"], [], cancel: Cancel);

        Assert.Equal((2, ""), (result.ExitCode, Text(result.Output)));
        Assert.StartsWith("Not a canonical key", result.Error, StringComparison.Ordinal);
    }

    private static string Text(byte[] output) => Encoding.UTF8.GetString(output).Trim();
}

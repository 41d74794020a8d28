using System.Text;
using System.Text.Json;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Commands;

public sealed class ClassifyMailCommandTests
{
    private const string Receipt = "From: abuse@host.example\nSubject: Re: x\n\nWe have received your report. Your ticket number is HO-4711.\n";

    [Fact]
    public async Task Json_HasTheFiveMembers()
    {
        var result = await RunAsync(Receipt, "--json");

        var answer = JsonElement.Parse(result.Text);
        Assert.Equal(["kind", "class", "rule", "ticket", "mayMove"], answer.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("answer", "acknowledged", "HO-4711", true), (
            answer.GetProperty("kind").GetString(), answer.GetProperty("class").GetString(), answer.GetProperty("ticket").GetString(), answer.GetProperty("mayMove").GetBoolean()));
        Assert.StartsWith("en.acknowledged.", answer.GetProperty("rule").GetString(), StringComparison.Ordinal);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Words_SayWhatMatched()
    {
        var result = await RunAsync(Receipt);

        Assert.Contains("class: acknowledged", result.Text, StringComparison.Ordinal);
        Assert.Contains("found in: We have received your report.", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_Empty_IsNotValid()
    {
        var result = await RunAsync(" \n\n", "--json");

        Assert.Equal((1, ""), (result.ExitCode, result.Text));
        Assert.Contains("no mail", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Platform_Unknown_IsWrongUsage_WithTheKnownOnes()
    {
        var result = await RunAsync(Receipt, "--platform", "nowhere");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("telegram", result.Error, StringComparison.Ordinal);
    }

    private static Task<ExecutableResult> RunAsync(string mail, params string[] options) =>
        Executable.RunAsync(["mail", "classify", .. options], Encoding.UTF8.GetBytes(mail), cancel: TestContext.Current.CancellationToken);
}

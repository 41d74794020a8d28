using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Commands;

public sealed class ComputeDeadlineCommandTests
{
    [Theory]
    [InlineData("us-tida", "2026-11-24T10:00:00Z", """{"regime":"us-tida","accepted":"2026-11-24T10:00:00Z","due":"2026-11-26T10:00:00Z","reason":null}""")]
    [InlineData("us-tida", "2026-11-24T10:00:00.25+02:00", """{"regime":"us-tida","accepted":"2026-11-24T08:00:00.25Z","due":"2026-11-26T08:00:00.25Z","reason":null}""")]
    [InlineData("eu-gdpr-17", "2026-01-31T10:00:00Z", """{"regime":"eu-gdpr-17","accepted":"2026-01-31T10:00:00Z","due":"2026-03-02T23:59:59Z","reason":null}""")]
    [InlineData("eu-dsa-16", "2026-11-24T10:00:00Z", """{"regime":"eu-dsa-16","accepted":"2026-11-24T10:00:00Z","due":null,"reason":"no_fixed_time"}""")]
    public async Task Deadlines_KnownRegime_WritesOneJsonObject(string regime, string accepted, string expected)
    {
        var result = await RunAsync("--regime", regime, "--accepted", accepted);

        Assert.Equal((0, expected + "\n", ""), (result.ExitCode, result.Text.ReplaceLineEndings("\n"), result.Error));
    }

    [Fact]
    public async Task Deadlines_UnknownRegime_IsWrongUsageAndNamesTheKnownOnes()
    {
        var result = await RunAsync("--regime", "eu-dsa", "--accepted", "2026-11-24T10:00:00Z");

        Assert.Equal((2, ""), (result.ExitCode, result.Text));
        Assert.Contains("eu-dsa-16", result.Error, StringComparison.Ordinal);
        Assert.Contains("tw-saca-13", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-24")]
    [InlineData("2026-11-24T10:00:00")]
    [InlineData("2026-02-30T10:00:00Z")]
    [InlineData("yesterday")]
    public async Task Deadlines_NoInstant_IsWrongUsage(string accepted)
    {
        var result = await RunAsync("--regime", "us-tida", "--accepted", accepted);

        Assert.Equal((2, ""), (result.ExitCode, result.Text));
        Assert.Contains(accepted, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deadlines_OptionMissing_IsWrongUsage() => Assert.Equal(2, (await RunAsync("--regime", "us-tida")).ExitCode);

    private static Task<ExecutableResult> RunAsync(params string[] args) =>
        Executable.RunAsync(["deadlines", .. args], cancel: TestContext.Current.CancellationToken);
}

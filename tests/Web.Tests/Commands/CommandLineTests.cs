using System.CommandLine;
using CaseManager.Web.Commands;

namespace CaseManager.Web.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("srve")]
    [InlineData("--port")]
    [InlineData("serve", "now")]
    public async Task UnknownWord_IsWrongUsageAndNamed(params string[] args)
    {
        var (exitCode, error) = await RunAsync(args);

        Assert.Equal(CommandLine.WrongUsage, exitCode);
        Assert.Contains(args[^1], error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WrongSettings_SaysEachOnALineAndDoesNotStart()
    {
        var (exitCode, error) = await RunAsync(
            "serve", "--environment=Production", "--CaseManager:PublicUrl=https://help.example", "--CaseManager:StaffUrl=https://help.example");

        Assert.Equal(CommandLine.CouldNot, exitCode);
        Assert.Contains("The setting CaseManager:StaffUrl must be another host than CaseManager:PublicUrl.", error, StringComparison.Ordinal);
        Assert.Contains("The setting CaseManager:Database ", error, StringComparison.Ordinal);
        Assert.Contains("The setting CaseManager:Organisation:Mailbox ", error, StringComparison.Ordinal);
        Assert.Contains("The setting CaseManager:Mail:Smtp:Host ", error, StringComparison.Ordinal);
        Assert.Equal(7, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(params string[] args)
    {
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(args, new InvocationConfiguration { Error = error, Output = TextWriter.Null });
        return (exitCode, error.ToString());
    }
}

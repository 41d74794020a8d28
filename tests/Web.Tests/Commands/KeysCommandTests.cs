using System.CommandLine;
using CaseManager.TestSupport;
using CaseManager.Web.Commands;

namespace CaseManager.Web.Tests.Commands;

public sealed class KeysCommandTests
{
    [Fact]
    public async Task KeysFolder_Twice_MakesEveryFileOnceForItsOwnerOnly()
    {
        var folder = Path.Combine(TestFolders.New(), "keys");

        var first = await RunAsync("keys", "folder", folder);
        var keys = Directory.GetFiles(folder).ToDictionary(file => file, File.ReadAllBytes);
        var second = await RunAsync("keys", "folder", folder);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(["challenges.key", "fields.key", "lookups.key", "mail.key", "statistics.key"], keys.Keys.Select(file => Path.GetFileName(file)).Order());
        Assert.All(keys, key => Assert.Equal(32, key.Value.Length));
        Assert.All(keys, key => Assert.Equal(key.Value, File.ReadAllBytes(key.Key)));
        foreach (var file in keys.Keys)
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(arguments, new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString() + error);
    }
}

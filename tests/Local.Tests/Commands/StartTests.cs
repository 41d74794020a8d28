using System.Net;
using System.Net.Sockets;
using CaseManager.TestSupport.Practice;

namespace CaseManager.Local.Tests.Commands;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_PortTaken_SaysWhichAndWhatFor()
    {
        var ports = FreePorts.Find();
        using var other = new TcpListener(IPAddress.Loopback, ports.Staff);
        other.Start();

        using var local = LocalProcess.Start(["--data", folder.Path, .. ports.ToOptions()]);

        Assert.StartsWith($"Port {ports.Staff}, where the staff pages should be, is taken by another program", await local.ReadErrorsAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(3, await local.EndAsync(Cancel));
    }

    [Fact]
    public async Task Start_FolderCannotBeMade_SaysSo()
    {
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", Cancel);

        using var local = LocalProcess.Start(["--data", Path.Combine(file, "data"), .. FreePorts.Find().ToOptions()]);

        Assert.Contains("cannot be made or written", await local.ReadErrorsAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(3, await local.EndAsync(Cancel));
    }

    [Fact]
    public async Task Start_PostgresFolderWithoutPrograms_SaysSo()
    {
        using var local = LocalProcess.Start(["--data", Path.Combine(folder.Path, "data"), "--postgres", folder.Path, .. FreePorts.Find().ToOptions()]);

        Assert.Contains($"The folder {folder.Path} does not hold the programs postgres and initdb.", await local.ReadErrorsAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(3, await local.EndAsync(Cancel));
    }

    [Theory]
    [InlineData("echo v18.20.4", "Node 20 or newer is needed, and this machine has v18.20.4; install a newer one and start again.")]
    [InlineData("exit 127", "Node is missing; install Node 20 or newer and start again.")]
    public async Task Start_NodeIsNotThere_SaysSoBeforeAnythingElse(string node, string message)
    {
        var program = Path.Combine(folder.Path, "node");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n{node}\n", Cancel);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        using var local = LocalProcess.StartWith(folder.Path, ["--data", Path.Combine(folder.Path, "data"), .. FreePorts.Find().ToOptions()]);

        Assert.Equal(message, (await local.ReadErrorsAsync(Cancel)).Trim());
        Assert.Equal(3, await local.EndAsync(Cancel));
    }

    public void Dispose() => folder.Dispose();
}

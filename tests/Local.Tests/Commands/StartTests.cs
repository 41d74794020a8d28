using System.Net;
using System.Net.Sockets;

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

    public void Dispose() => folder.Dispose();
}

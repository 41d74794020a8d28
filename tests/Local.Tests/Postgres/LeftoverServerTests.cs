using CaseManager.Local.Data;
using CaseManager.Local.Postgres;
using CaseManager.TestSupport.Practice;

namespace CaseManager.Local.Tests.Postgres;

public sealed class LeftoverServerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DataFolder data;
    private readonly string lockFile;

    public LeftoverServerTests()
    {
        data = DataFolder.Open(Path.Combine(folder.Path, "data"));
        Directory.CreateDirectory(data.Cluster);
        lockFile = Path.Combine(data.Cluster, "postmaster.pid");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2147483646")]
    [InlineData("not a number")]
    [InlineData("")]
    public async Task Clear_OwnerIsGone_RemovesTheLockFile(string owner)
    {
        await File.WriteAllTextAsync(lockFile, owner, Cancel);

        await new LeftoverServer(TimeProvider.System).ClearAsync(data, Cancel);

        Assert.False(File.Exists(lockFile));
    }

    [Fact]
    public async Task Clear_NumberIsAnotherProgramsByNow_LeavesThatAlone()
    {
        await File.WriteAllTextAsync(lockFile, $"{Environment.ProcessId}", Cancel);

        await new LeftoverServer(TimeProvider.System).ClearAsync(data, Cancel);

        Assert.False(File.Exists(lockFile));
    }

    public void Dispose()
    {
        data.Dispose();
        folder.Dispose();
    }
}

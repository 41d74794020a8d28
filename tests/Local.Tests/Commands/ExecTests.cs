using CaseManager.Local.Processes;
using CaseManager.TestSupport.Practice;
using Npgsql;

namespace CaseManager.Local.Tests.Commands;

public sealed class ExecTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder.Path, "data");

    [Fact]
    public async Task Exec_Command_GetsTheSettingsAndItsExitCodeIsPassedOn()
    {
        using var local = Exec("echo \"practice: $CaseManager__Practice\"; exit 42");

        await local.ReadToAsync("practice: true", Cancel);

        Assert.Equal(42, await local.EndAsync(Cancel));
        await RunningProcesses.AssertNoneAsync(Data, Cancel);
    }

    [Fact]
    public async Task Exec_SecondTime_FindsWhatTheFirstStored()
    {
        var key = Guid.Parse("0f0e0d0c-0b0a-0908-0706-050403020100");
        await InDatabaseAsync(
            "insert into access.data_protection_keys (\"Id\", \"FriendlyName\", \"Xml\") values ($1, 'kept', '<key/>') returning 1", key);

        var found = await InDatabaseAsync("select count(*)::int from access.data_protection_keys where \"Id\" = $1", key);

        Assert.Equal(1, found);
    }

    [Fact]
    public async Task Exec_Terminated_StopsTheCommandAndTheDatabase()
    {
        using var local = Exec("echo started; exec sleep 600");
        await local.ReadToAsync("started", Cancel);

        local.Send(UnixSignal.Terminate);

        Assert.Equal(128 + (int)UnixSignal.Terminate, await local.EndAsync(Cancel));
        await RunningProcesses.AssertNoneAsync(Data, Cancel);
    }

    [Fact]
    public async Task Exec_Killed_LeavesNothingRunningAndStartsAgain()
    {
        using (var local = Exec("echo started; exec sleep 600"))
        {
            await local.ReadToAsync("started", Cancel);
            local.Send(UnixSignal.Kill);
            await local.EndAsync(Cancel);
        }

        await RunningProcesses.AssertNoneAsync(Data, Cancel);
        using var again = Exec("exit 0");
        Assert.Equal(0, await again.EndAsync(Cancel));
    }

    [Fact]
    public async Task Exec_WhileAnotherHoldsTheFolder_SaysSo()
    {
        using var first = Exec("echo started; exec sleep 600");
        await first.ReadToAsync("started", Cancel);

        using var second = Exec("exit 0");

        Assert.Equal($"The data folder {Data} is in use by another CaseManager.Local; stop that one, or choose another folder with --data.\n", await second.ReadErrorsAsync(Cancel));
        Assert.Equal(3, await second.EndAsync(Cancel));
        first.Send(UnixSignal.Terminate);
        await first.EndAsync(Cancel);
    }

    [Fact]
    public async Task Exec_FolderOfAnotherMajorVersion_NamesIt()
    {
        Directory.CreateDirectory(Path.Combine(Data, "postgres"));
        await File.WriteAllTextAsync(Path.Combine(Data, "postgres", "PG_VERSION"), "9\n", Cancel);

        using var local = Exec("exit 0");

        Assert.Contains("was made by PostgreSQL 9, which is not here", await local.ReadErrorsAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(3, await local.EndAsync(Cancel));
    }

    [Fact]
    public async Task Exec_NoCommand_IsWrongUsage()
    {
        using var local = LocalProcess.Start("exec", "--data", Data);

        await local.ReadErrorsAsync(Cancel);

        Assert.Equal(2, await local.EndAsync(Cancel));
        Assert.False(Directory.Exists(Data));
    }

    public void Dispose() => folder.Dispose();

    private LocalProcess Exec(string script) => LocalProcess.Start("exec", "--data", Data, "--", "sh", "-c", script);

    private async Task<int> InDatabaseAsync(string statement, Guid parameter)
    {
        using var local = Exec("echo \"$CaseManager__Database\"; exec sleep 600");
        var connectionString = (await local.ReadToAsync("Host=", Cancel)).Trim();
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(statement, connection);
        command.Parameters.AddWithValue(parameter);
        var result = (int)(await command.ExecuteScalarAsync(Cancel))!;
        local.Send(UnixSignal.Terminate);
        await local.EndAsync(Cancel);
        return result;
    }
}

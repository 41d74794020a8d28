using CaseManager.Local.Data;
using CaseManager.Local.Postgres;
using CaseManager.Local.Processes;
using CaseManager.TestSupport.Practice;
using Npgsql;

namespace CaseManager.Local.Tests.Postgres;

public sealed class StartServerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Launcher launcher = new(TimeProvider.System);
    private readonly DataFolder data;

    public StartServerTests() => data = DataFolder.Open(Path.Combine(folder.Path, "data"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_ProgramsFromNpm_AnswersAndStops()
    {
        var binaries = await new NpmPostgres(launcher, new Node(launcher), TextWriter.Null).RunAsync(data, Cancel);

        await using (var server = await StartAsync(binaries))
        {
            Assert.StartsWith("PostgreSQL 18", await VersionAsync(server), StringComparison.Ordinal);
        }

        await RunningProcesses.AssertNoneAsync(data.Cluster, Cancel);
    }

    [Fact]
    public async Task Run_ClusterMadeByAnotherVersion_TakesTheProgramsThatMadeIt()
    {
        Directory.CreateDirectory(data.Cluster);
        await File.WriteAllTextAsync(Path.Combine(data.Cluster, "PG_VERSION"), $"{NpmPostgres.Major}\n", Cancel);

        var found = await new FindPostgres(launcher, new NpmPostgres(launcher, new Node(launcher), TextWriter.Null)).RunAsync(null, data, Cancel);

        Assert.Equal(NpmPostgres.Major, found.Major);
    }

    [Fact]
    public async Task Run_InitialisationBrokenOff_StartsAnew()
    {
        Directory.CreateDirectory(data.Cluster + ".new");
        await File.WriteAllTextAsync(Path.Combine(data.Cluster + ".new", "PG_VERSION"), "15\n", Cancel);

        await using var server = await StartAsync(await FindAsync());

        Assert.StartsWith("PostgreSQL", await VersionAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FolderThatItsUserCannotReach_SaysSo()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root has to start PostgreSQL as somebody else.");
        new DirectoryInfo(folder.Path).UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

        var refusal = await Assert.ThrowsAsync<CannotStartException>(async () => await StartAsync(await FindAsync()));

        Assert.Contains("cannot reach", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        data.Dispose();
        launcher.Dispose();
        folder.Dispose();
    }

    private Task<PostgresBinaries> FindAsync() =>
        new FindPostgres(launcher, new NpmPostgres(launcher, new Node(launcher), TextWriter.Null))
            .RunAsync(Environment.GetEnvironmentVariable(PostgresBinaries.Variable), data, Cancel);

    private Task<PrivateServer> StartAsync(PostgresBinaries binaries) =>
        new StartServer(launcher, TimeProvider.System) { Settings = ["fsync=off"] }.RunAsync(binaries, data, "owner-password", Cancel);

    private static async Task<string> VersionAsync(PrivateServer server)
    {
        await using var connection = new NpgsqlConnection(
            server.ConnectionString(InitialiseCluster.Owner, "owner-password", "postgres") + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("select version()", connection);
        return (string)(await command.ExecuteScalarAsync(Cancel))!;
    }
}

using CaseManager.Local.Data;
using CaseManager.Local.Processes;

namespace CaseManager.Local.Postgres;

/// <summary>Brings the database to the newest schema, as its owner, with the migrations program.</summary>
public sealed class MigrateToNewest(Launcher launcher)
{
    /// <exception cref="CannotStartException">The migrations program refused.</exception>
    public async Task RunAsync(PrivateServer server, DatabasePasswords passwords, CancellationToken cancel)
    {
        var migrated = await launcher.RunAsync(
            new Launch(DotnetHost.Path, StartedProgram.Migrations, "migrate")
            {
                Environment = new Dictionary<string, string>
                {
                    ["CaseManager__Owner"] = server.ConnectionString(InitialiseCluster.Owner, passwords.Owner),
                    ["CaseManager__AppPassword"] = passwords.App,
                    ["CaseManager__StatisticsBuilderPassword"] = passwords.StatisticsBuilder,
                    ["CaseManager__StatisticsReaderPassword"] = passwords.StatisticsReader,
                },
            },
            cancel);
        if (!migrated.Succeeded)
        {
            throw new CannotStartException($"The database could not be brought to the newest schema: {migrated.LastWord}");
        }
    }
}

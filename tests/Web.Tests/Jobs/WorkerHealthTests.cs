using CaseManager.Core.Access;
using CaseManager.TestSupport;
using Npgsql;

namespace CaseManager.Web.Tests.Jobs;

/// <summary>A worker that stopped is said wherever caseworkers are, within minutes.</summary>
public sealed class WorkerHealthTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, true)]
    [InlineData("1 minute", false)]
    [InlineData("4 minutes", true)]
    public async Task Page_AWorkerGaveItsLastSignOfLife_IsSaidAfterThreeMinutes(string? ago, bool isSaid)
    {
        await ExecuteAsync("delete from hangfire.server");
        if (ago is not null)
        {
            await ExecuteAsync($"insert into hangfire.server (id, data, lastheartbeat) values ('one', '{{}}', now() - interval '{ago}')");
        }

        using var caseworker = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);
        var page = await caseworker.Http.GetPageAsync("/takedowns", Cancel);

        Assert.Equal(isSaid, page.GetElementById("worker-stopped") is not null);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(fixture.Database.App);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}

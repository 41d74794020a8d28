using System.Text;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport.Cases;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Web.Tests.Hosting;

/// <summary>PostgreSQL has no room left: whoever writes is told to try again, nothing is half there, and the same bytes go in once there is room.</summary>
public sealed class FullDiskTests(CaseTeam team) : IClassFixture<CaseTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_WithoutRoom_IsNotHalfThere_AndTheSamePostGoesInLater()
    {
        var her = new SurvivorBrowser(team.Genesis);
        var body = Encoding.UTF8.GetBytes(her.Report().ToJsonString());
        var proof = await team.PublicApi.SolveAsync(body, Cancel);

        await FillAsync("sealing.objects");
        var full = await team.PublicApi.PostAsync("/api/reports", body, proof, null, Cancel);
        await using var database = team.Database.Open();
        var isThere = await database.Set<Report>().AnyAsync(report => report.CaseId == her.CaseId, Cancel);
        await MakeRoomAsync("sealing.objects");
        var later = await team.PublicApi.PostAsync("/api/reports", body, proof, null, Cancel);

        Assert.Equal((503, "try-again"), (full.Status, full.Code));
        Assert.True(full.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.False(isThere);
        Assert.Equal(201, later.Status);
    }

    [Fact]
    public async Task NewKeysOfACase_WithoutRoomForTheWraps_LeaveTheOldOnes()
    {
        var (her, caseFile) = await team.TakenUpAsync(Cancel);
        string[] staff = [Recipients.Epoch(1), Recipients.Recovery];
        var wraps = caseFile.Wraps(KeyPairName.C, 1, [.. staff, Recipients.Receipt]).Concat(caseFile.Wraps(KeyPairName.N, 1, staff)).ToList();
        await using var database = team.Database.Open();
        var before = await WrapsAsync(database, her.CaseId);

        await FillAsync("sealing.objects");
        var full = await caseFile.PutKeysAsync(1, [], wraps.Select(wrap => wrap.DeepClone().AsObject()), Cancel);
        var after = await WrapsAsync(database, her.CaseId);
        await MakeRoomAsync("sealing.objects");
        var later = await caseFile.PutKeysAsync(1, [], wraps, Cancel);

        Assert.Equal((503, "try-again"), (full.Status, full.Code));
        Assert.Equal(before, after);
        Assert.Equal(204, later.Status);
    }

    private static async Task<List<Guid>> WrapsAsync(DbContext database, Guid caseId) =>
        await database.Set<SealedObject>().Where(o => o.CaseId == caseId && o.Kind == ObjectKinds.Wrap).Select(o => o.ObjectId).Order().ToListAsync(Cancel);

    /// <summary>The error that PostgreSQL gives when a table cannot grow (53100, disk_full), after the rows before it went in.</summary>
    private Task FillAsync(string table) => RunAsync(
        $"""
        create function {table}_full() returns trigger language plpgsql as
          $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
        create trigger no_room after insert on {table} for each statement execute function {table}_full();
        """);

    private Task MakeRoomAsync(string table) => RunAsync($"drop trigger no_room on {table}; drop function {table}_full();");

    private async Task RunAsync(string sql)
    {
        await using var owner = new NpgsqlConnection(team.Database.Owner);
        await owner.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}

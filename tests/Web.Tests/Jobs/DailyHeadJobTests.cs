using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.DailyHeads;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using CaseManager.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Jobs;

public sealed class DailyHeadJobTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly WebApp app = fixture.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Job_WithKeysAndWithoutAPlaceForTheFile_WritesLaterAndTheAuditorsPageSaysWhyNot()
    {
        await RunAsync<DailyHeadJob>(job => job.RunAsync(Cancel));
        Assert.False(Directory.Exists(app.AuditFolder));
        await new TestGenesis().InstallAsync(fixture.Database, Cancel);
        using var auditor = await StaffClient.CreateAsync(app, Cancel, RoleName.Auditor);
        var empty = await auditor.Http.GetPageAsync("/audit", Cancel);
        await File.WriteAllTextAsync(app.AuditFolder, "in the way", Cancel);

        await RunAsync<DailyHeadJob>(job => job.RunAsync(Cancel));
        var alarmed = await auditor.Http.GetPageAsync("/audit", Cancel);
        File.Delete(app.AuditFolder);
        await RunAsync<DailyHeadJob>(job => job.RunAsync(Cancel));
        var calm = await auditor.Http.GetPageAsync("/audit", Cancel);

        Assert.NotNull(empty.QuerySelector("#heads-empty"));
        Assert.Contains("Nothing is lost", alarmed.QuerySelector("#heads-alarm")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("not written yet", alarmed.QuerySelector("#heads-list")!.TextContent, StringComparison.Ordinal);
        Assert.Null(calm.QuerySelector("#heads-alarm"));
        Assert.True(File.Exists(Path.Combine(app.AuditFolder, HeadFolder.DocumentName(new DateOnly(2026, 3, 2)))));
        using var download = await auditor.SendAsync(HttpMethod.Get, "/api/staff/audit/heads/2026-03-02", null, Cancel);
        Assert.Equal("audit-head-2026-03-02.json", download.Content.Headers.ContentDisposition!.FileName);
        using var none = await auditor.SendAsync(HttpMethod.Get, "/api/staff/audit/heads/2026-03-09", null, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Settings_AsBefore_AreNotToldAgain_OthersAreByNameAlone()
    {
        await RunAsync<RecordSettings>(record => record.RunAsync(new Dictionary<string, string> { ["Test:SecondPerson"] = "false", ["Zone"] = "UTC" }, Cancel));
        await RunAsync<RecordSettings>(record => record.RunAsync(new Dictionary<string, string> { ["Zone"] = "UTC", ["Test:SecondPerson"] = "false" }, Cancel));
        await RunAsync<RecordSettings>(record => record.RunAsync(new Dictionary<string, string> { ["Test:SecondPerson"] = "true", ["Zone"] = "UTC" }, Cancel));

        await using var database = fixture.Database.Open();
        var told = await database.Set<AuditEvent>().Where(e => e.Type == "SettingsChanged" && e.Data.Contains("Test:SecondPerson.")).OrderBy(e => e.Sequence).Select(e => e.Data).ToListAsync(Cancel);
        Assert.Equal(2, told.Count);
        Assert.StartsWith("{\"changed\":[\"Test:SecondPerson\"],", told[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingsJob_OncePerStart_TellsNoSecret()
    {
        await RunAsync<RecordSettingsJob>(job => job.RunAsync(Cancel));
        await RunAsync<RecordSettingsJob>(job => job.RunAsync(Cancel));

        await using var database = fixture.Database.Open();
        var told = await database.Set<AuditEvent>().Where(e => e.Type == "SettingsChanged" && e.Data.Contains("KeyFolder")).Select(e => e.Data).ToListAsync(Cancel);
        Assert.DoesNotContain("Database.", Assert.Single(told), StringComparison.Ordinal);
    }

    private async Task RunAsync<T>(Func<T, Task> work)
        where T : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
    }
}

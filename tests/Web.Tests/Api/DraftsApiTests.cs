using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport.Sealing;
using CaseManager.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Api;

public sealed class DraftsApiTests(IntakeFixture fixture) : IClassFixture<IntakeFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly PublicApiClient api = fixture.Api;
    private readonly SurvivorBrowser her = new(fixture.Genesis);

    [Fact]
    public async Task Keep_WithoutTheTick_CanBeOpenedByNobodyButHer()
    {
        var kept = await api.PostWithProofAsync("/api/drafts", her.Draft(staffMayRead: false), Cancel);

        Assert.Equal(201, kept.Status);
        Assert.Equal("2026", ((string)kept.Json["destroyedAt"]!)[..4]);
        Assert.Null(kept.Json["staffMayReadFrom"]);
        Assert.Equal([Recipients.Receipt], await RecipientsAsync());
        var shown = await api.GetAsync("/api/case", her.Receipt, Cancel);
        Assert.Equal("draft", (string?)shown.Json["case"]!["stage"]);
        Assert.Equal("draft", (string?)shown.Json["objects"]![0]!["kind"]);
    }

    [Fact]
    public async Task Keep_UntickedWithAWrapForStaff_IsRefused()
    {
        var draft = her.Draft(staffMayRead: true);
        draft["staffMayReadAfter24h"] = false;

        var answer = await api.PostWithProofAsync("/api/drafts", draft, Cancel);

        Assert.Equal((400, "wraps"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Keep_NewerDraftWithTheTickTakenAway_TakesTheKeyFromStaff()
    {
        await api.PostWithProofAsync("/api/drafts", her.Draft(staffMayRead: true), Cancel);
        Assert.Equal(3, (await RecipientsAsync()).Count);

        var answer = await api.PostWithReceiptAsync("/api/drafts", her.Draft(staffMayRead: false), her.Receipt, Cancel);

        Assert.Equal(201, answer.Status);
        Assert.Equal([Recipients.Receipt], await RecipientsAsync());
    }

    [Fact]
    public async Task Keep_NewerDraftWithAnothersReceipt_IsRefused()
    {
        await api.PostWithProofAsync("/api/drafts", her.Draft(staffMayRead: false), Cancel);

        var answer = await api.PostWithReceiptAsync("/api/drafts", her.Draft(staffMayRead: false), new SurvivorBrowser(fixture.Genesis).Receipt, Cancel);

        Assert.Equal((404, "unknown-receipt"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Send_KeptDraft_BecomesTheReport()
    {
        await api.PostWithProofAsync("/api/drafts", her.Draft(staffMayRead: false), Cancel);

        var sent = await api.PostWithReceiptAsync("/api/reports", her.Report("finished", "statistics"), her.Receipt, Cancel);

        Assert.Equal(201, sent.Status);
        var shown = await api.GetAsync("/api/case", her.Receipt, Cancel);
        Assert.Equal("received", (string?)shown.Json["case"]!["stage"]);
        Assert.Equal(["draft", "triage-card", "report"], shown.Json["objects"]!.AsArray().Select(o => (string)o!["kind"]!));
        Assert.Equal(3, (await RecipientsAsync()).Count);
    }

    [Fact]
    public async Task Send_KeptDraftWithoutTheReceipt_IsRefused()
    {
        await api.PostWithProofAsync("/api/drafts", her.Draft(staffMayRead: false), Cancel);

        var answer = await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);

        Assert.Equal((409, "different-report"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Keep_AfterTheReportWasSent_IsRefused()
    {
        await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);

        var answer = await api.PostWithReceiptAsync("/api/drafts", her.Draft(staffMayRead: false), her.Receipt, Cancel);

        Assert.Equal((409, "different-report"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Destroy_DraftOlderThanSevenDays_LeavesOnlyItsChain()
    {
        await api.PostWithProofAsync("/api/drafts", her.Draft(staffMayRead: false), Cancel);
        fixture.App.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await RunAsync<DestroyDrafts>(job => job.RunAsync(Cancel));
        Assert.Equal(200, (await api.GetAsync("/api/case", her.Receipt, Cancel)).Status);

        fixture.App.Clock.Advance(TimeSpan.FromSeconds(1));
        await RunAsync<DestroyDrafts>(job => job.RunAsync(Cancel));

        await using var database = fixture.Database.Open();
        Assert.Equal(404, (await api.GetAsync("/api/case", her.Receipt, Cancel)).Status);
        Assert.False(await database.Set<SealedObject>().AnyAsync(o => o.CaseId == her.CaseId, Cancel));
        Assert.False(await database.Set<CaseKeyPair>().AnyAsync(key => key.CaseId == her.CaseId, Cancel));
        Assert.Equal(2, await database.Set<AuditEvent>().CountAsync(e => e.ChainId == her.CaseId, Cancel));
        Assert.True((await new VerifyChains(database).RunAsync(Cancel)).Holds);
    }

    [Fact]
    public async Task Job_TickedDraftAfter24Hours_ComesToStaffAndCanStillBeSent()
    {
        await api.PostWithProofAsync("/api/drafts", her.Draft(staffMayRead: true), Cancel);
        fixture.App.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await TidyAsync();
        Assert.Null((await ReportAsync()).ReceivedAt);

        fixture.App.Clock.Advance(TimeSpan.FromSeconds(1));
        await TidyAsync();
        Assert.NotNull((await ReportAsync()).ReceivedAt);
        Assert.Equal("draft", await StageAsync());

        var sent = await api.PostWithReceiptAsync("/api/reports", her.Report(), her.Receipt, Cancel);
        Assert.Equal(201, sent.Status);
        Assert.Equal("received", await StageAsync());
    }

    [Fact]
    public async Task Keep_AgainWhenStaffMayReadIt_StaysShownOrGoesBackToHerAlone()
    {
        await api.PostWithProofAsync("/api/drafts", her.Draft(staffMayRead: true), Cancel);
        fixture.App.Clock.Advance(TimeSpan.FromHours(24));
        await TidyAsync();

        var more = await api.PostWithReceiptAsync("/api/drafts", her.Draft(staffMayRead: true, "More of it"), her.Receipt, Cancel);
        Assert.Equal(201, more.Status);
        Assert.NotNull((await ReportAsync()).ReceivedAt);

        var hers = await api.PostWithReceiptAsync("/api/drafts", her.Draft(staffMayRead: false, "Less of it"), her.Receipt, Cancel);
        Assert.Equal(201, hers.Status);
        Assert.Null((await ReportAsync()).ReceivedAt);
        Assert.Equal(["receipt"], await RecipientsAsync());
    }

    [Fact]
    public async Task Keep_WhenACaseworkerTookItUp_IsRefused()
    {
        await api.PostWithProofAsync("/api/drafts", her.Draft(staffMayRead: true), Cancel);
        fixture.App.Clock.Advance(TimeSpan.FromHours(24));
        await TidyAsync();
        await using (var database = fixture.Database.Open())
        {
            (await database.Set<Report>().SingleAsync(r => r.CaseId == her.CaseId, Cancel)).TakeUp(fixture.App.Clock.GetUtcNow());
            await database.SaveChangesAsync(Cancel);
        }

        var again = await api.PostWithReceiptAsync("/api/drafts", her.Draft(staffMayRead: false), her.Receipt, Cancel);

        Assert.Equal((409, "different-report"), (again.Status, again.Code));
        Assert.Equal("read", await StageAsync());
    }

    [Fact]
    public async Task Keep_SameBytesTwice_GetTheSameAnswer()
    {
        var draft = her.Draft(staffMayRead: false);
        var first = await api.PostWithProofAsync("/api/drafts", draft, Cancel);

        var second = await api.PostWithReceiptAsync("/api/drafts", draft, her.Receipt, Cancel);

        Assert.Equal(200, second.Status);
        Assert.Equal(first.Json.ToJsonString(), second.Json.ToJsonString());
    }

    private async Task<List<string?>> RecipientsAsync()
    {
        await using var database = fixture.Database.Open();
        return await database.Set<SealedObject>().Where(o => o.CaseId == her.CaseId && o.Kind == ObjectKinds.Wrap)
            .OrderBy(o => o.Recipient).Select(o => o.Recipient).ToListAsync(Cancel);
    }

    private async Task<string?> StageAsync() => (string?)(await api.GetAsync("/api/case", her.Receipt, Cancel)).Json["case"]!["stage"];

    private async Task TidyAsync()
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TidyIntakeJob>().RunAsync(Cancel);
    }

    private async Task<Report> ReportAsync()
    {
        await using var database = fixture.Database.Open();
        return await database.Set<Report>().SingleAsync(r => r.CaseId == her.CaseId, Cancel);
    }

    private async Task RunAsync<T>(Func<T, Task<int>> run)
        where T : notnull
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        await run(scope.ServiceProvider.GetRequiredService<T>());
    }
}

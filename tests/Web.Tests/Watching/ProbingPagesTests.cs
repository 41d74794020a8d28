using CaseManager.Core.Access;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Jobs;
using CaseManager.Web.Tests.Probes;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CaseManager.Web.Tests.Watching;

public sealed class ProbingPagesTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private Site site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => site = await Site.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await using var database = fixture.Database.Open();
        await database.Set<Target>().ExecuteDeleteAsync(CancellationToken.None);
        await database.Set<ProbeState>().ExecuteDeleteAsync(CancellationToken.None);
        await site.DisposeAsync();
    }

    [Fact]
    public async Task AnyStaffPage_LookingIsInTrouble_SaysWhyAndSinceWhenToCaseworkersOnly_UntilOurPostIsSeen()
    {
        await using var app = App();
        using var caseworker = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);
        using var auditor = await StaffClient.CreateAsync(app, Cancel, RoleName.Auditor);
        await new WatchedTargets(fixture.Database, new KeyFolder(app.KeyFolder), app.Clock).AddAsync("tg:post:@examplechannel:42", Cancel);
        site.Answer = Site.Page("", 429);
        await RunAsync(app);
        var stopped = await caseworker.Http.GetPageAsync("/contacts", Cancel);
        var others = await auditor.Http.GetPageAsync("/audit", Cancel);
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        site.Answer = Site.Page("<p>Post not found</p>");
        await RunAsync(app);
        using var later = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);
        var unseen = await later.Http.GetPageAsync("/contacts", Cancel);

        await SeeControlAsync(app);
        var after = await later.Http.GetPageAsync("/contacts", Cancel);

        Assert.Contains("Telegram asked it to stop", stopped.QuerySelector("#probe-trouble")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("does not see our own post", unseen.QuerySelector("#probe-trouble")!.TextContent, StringComparison.Ordinal);
        Assert.Null(others.QuerySelector("#probe-trouble"));
        Assert.Null(after.QuerySelector("#probe-trouble"));
    }

    [Fact]
    public async Task Job_SwitchedOff_AsksNobody()
    {
        await using var app = App();
        app.Settings["CaseManager:Probes:Enabled"] = "false";
        await new WatchedTargets(fixture.Database, new KeyFolder(app.KeyFolder), app.Clock).AddAsync("tg:post:@examplechannel:42", Cancel);

        await RunAsync(app);

        Assert.Empty(site.Requests);
    }

    [Fact]
    public void Job_IsNeverTriedAgainByTheScheduler()
    {
        var retry = Assert.Single(typeof(WatchTargetsJob).CustomAttributes, attribute => attribute.AttributeType == typeof(AutomaticRetryAttribute));

        Assert.Equal(0, Assert.Single(retry.NamedArguments, argument => argument.MemberName == nameof(AutomaticRetryAttribute.Attempts)).TypedValue.Value);
    }

    private WebApp App()
    {
        var app = WebApp.InMemory(fixture.Database);
        app.Settings["CaseManager:Probes:Enabled"] = "true";
        app.Settings["CaseManager:Probes:Control"] = "https://t.me/ourchannel/1";
        app.Settings["CaseManager:Probes:Contact"] = "checks@helpline.example";
        app.Replace = services => services.Replace(ServiceDescriptor.Singleton(site.Network()));
        return app;
    }

    private static async Task RunAsync(WebApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<WatchTargetsJob>().RunAsync(Cancel);
    }

    private static async Task SeeControlAsync(WebApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ProbePace>().ReportControlAsync(new ProbeReading(new PageVerdict(Verdict.Live, ProbeRules.Post)), Cancel);
    }
}

using CaseManager.Core;
using CaseManager.Core.Statistics;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Coding;
using CaseManager.Core.Statistics.Contributions;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Releases;
using CaseManager.TestSupport;
using CaseManager.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseManager.Web.Tests.Jobs;

public sealed class EmptyInboxJobTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Job_RunsWhereFiguresMayBeBuilt_AndNowhereElse()
    {
        await using (var database = fixture.Database.Open())
        {
            database.Add(new InboxRow { Id = RandomId.New(), Side = Side.Closure, Month = Month.Of(2026, 2), Platform = 1, Outcome = 1, RemovalTime = 1 });
            await database.SaveChangesAsync(Cancel);
        }

        await RunAsync(new StatisticsDatabase("", ""));
        Assert.Equal(0, await ClosuresAsync());

        await RunAsync(new StatisticsDatabase(fixture.Database.StatisticsBuilder, ""));
        Assert.Equal(1, await ClosuresAsync());
    }

    private async Task RunAsync(StatisticsDatabase databases)
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        var confirm = ActivatorUtilities.CreateInstance<ConfirmReleases>(scope.ServiceProvider, databases);
        var once = scope.ServiceProvider.GetRequiredService<OnceAtATime>();
        await new EmptyInboxJob(databases, new EmptyInbox(databases), confirm, once, NullLogger<EmptyInboxJob>.Instance).RunAsync(Cancel);
    }

    private async Task<int> ClosuresAsync()
    {
        await using var builder = new CaseManagerDbContext(CaseManagerDatabase.Options(fixture.Database.StatisticsBuilder));
        return await builder.Set<ClosureContribution>().CountAsync(Cancel);
    }
}

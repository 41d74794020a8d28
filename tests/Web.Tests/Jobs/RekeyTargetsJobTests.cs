using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Jobs;

public sealed class RekeyTargetsJobTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Job_AfterTheProgramStarted_ReadsOldLinksAgainAndThenOnceADay()
    {
        var targets = new AgedTargets(fixture.Database, new KeyFolder(fixture.App.KeyFolder));
        var first = await targets.AddAsync("old.reddit.com/r/a/comments/t4001", Cancel);
        await RunAsync();
        Assert.Equal(LinkNormalizer.TableVersion, await VersionAsync(first));
        var second = await targets.AddAsync("old.reddit.com/r/a/comments/t4002", Cancel);

        await RunAsync();
        var within = await VersionAsync(second);
        fixture.App.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync();

        Assert.Equal((1, LinkNormalizer.TableVersion), (within, await VersionAsync(second)));
    }

    private async Task RunAsync()
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RekeyTargetsJob>().RunAsync(Cancel);
    }

    private async Task<int> VersionAsync(Guid targetId)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<Target>().Where(target => target.Id == targetId).Select(target => target.TableVersion).SingleAsync(Cancel);
    }
}

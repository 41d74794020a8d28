using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Targets;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Takedowns;

/// <summary>One link in several cases, with a key of its own, while cases come and go.</summary>
public sealed class SharedTargetTests(ReleaseFixture fixture) : IClassFixture<ReleaseFixture>
{
    private static readonly JsonObject Nothing = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Release_WhileTheLastCaseWithTheLinkIsDeleted_HasATargetWithAKey()
    {
        var leaving = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var staying = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        await ReleaseAsync(fixture.First, leaving, ["https://t.me/leaving/1"]);
        var gate = new CommitGate();
        await using var other = OtherProgram(gate);
        gate.Shut();
        var deleting = new PublicApiClient(other.PublicClient()).DeleteAsync("/api/case", Nothing, leaving.Receipt, Cancel);
        await gate.Reached;

        var releasing = ReleaseAsync(fixture.First, staying, ["https://t.me/leaving/1"]);
        await WaitUntilDoneOrBlockedAsync(releasing);
        gate.Open();

        Assert.Equal(204, (await deleting).Status);
        Assert.Equal(201, (await releasing).Status);
        await AssertEveryKeyHasItsOwnerAsync();
        Assert.Equal("https://t.me/leaving/1", await ShownLinkAsync(staying));
    }

    [Fact]
    public async Task Delete_WhileAnotherCaseReleasesTheLink_LeavesTargetAndKeyToThatCase()
    {
        var leaving = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var staying = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        await ReleaseAsync(fixture.First, leaving, ["https://t.me/staying/1"]);
        var gate = new CommitGate();
        await using var other = OtherProgram(gate);
        using var colleague = new CaseworkerBrowser(fixture.Genesis, await StaffClient.CreateAsync(other, Cancel, RoleName.Caseworker));
        await fixture.Roster.AdmitAsync(colleague.Id, colleague.SigningKey, Cancel);
        var release = await PrepareAsync(colleague, staying, ["https://t.me/staying/1"]);
        gate.Shut();
        var releasing = colleague.PostAsync(PathOf(staying), release, Cancel);
        await gate.Reached;

        var deleting = fixture.Api.DeleteAsync("/api/case", Nothing, leaving.Receipt, Cancel);
        await WaitUntilDoneOrBlockedAsync(deleting);
        gate.Open();

        Assert.Equal(201, (await releasing).Status);
        Assert.Equal(204, (await deleting).Status);
        await AssertEveryKeyHasItsOwnerAsync();
        Assert.Equal("https://t.me/staying/1", await ShownLinkAsync(staying));
    }

    [Fact]
    public async Task ReleasesAndDeletions_OfTheSameLinksAtOnce_AllSucceedAndLeaveNoKeyBehind()
    {
        string[] links = ["https://t.me/crowd/1", "https://t.me/crowd/2", "https://t.me/crowd/3"];
        var cases = new List<SurvivorBrowser>();
        for (var i = 0; i < 12; i++)
        {
            cases.Add(await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks));
        }

        foreach (var leaving in cases[..6])
        {
            Assert.Equal(201, (await ReleaseAsync(fixture.First, leaving, links)).Status);
        }

        var releases = new List<JsonObject>();
        foreach (var (i, staying) in cases[6..].Index())
        {
            releases.Add(await PrepareAsync(fixture.First, staying, i % 2 == 0 ? links : [.. links.Reverse()]));
        }

        var answers = await Task.WhenAll(
        [
            .. cases[..6].Select(leaving => fixture.Api.DeleteAsync("/api/case", Nothing, leaving.Receipt, Cancel)),
            .. cases[6..].Zip(releases).Select(staying => fixture.First.PostAsync(PathOf(staying.First), staying.Second, Cancel)),
        ]);

        Assert.All(answers[..6], answer => Assert.Equal(204, answer.Status));
        Assert.All(answers[6..], answer => Assert.Equal(201, answer.Status));
        await AssertEveryKeyHasItsOwnerAsync();
        await Task.WhenAll(cases[6..].Select(staying => fixture.Api.DeleteAsync("/api/case", Nothing, staying.Receipt, Cancel)));
        await AssertEveryKeyHasItsOwnerAsync();
    }

    [Fact]
    public async Task ReleasesAndDeletions_WhileTheLinksAreReadAgain_AllSucceedAndLeaveOneTargetALink()
    {
        string[] ids = ["t3001", "t3002", "t3003"];
        string[] links = [.. ids.Select(id => $"https://www.reddit.com/comments/{id}")];
        var cases = new List<SurvivorBrowser>();
        for (var i = 0; i < 12; i++)
        {
            cases.Add(await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks));
        }

        foreach (var named in cases[..6])
        {
            Assert.Equal(201, (await ReleaseAsync(fixture.First, named, links)).Status);
        }

        var releases = new List<JsonObject>();
        foreach (var staying in cases[6..])
        {
            releases.Add(await PrepareAsync(fixture.First, staying, links));
        }

        var aged = new AgedTargets(fixture.Database, new KeyFolder(fixture.App.KeyFolder));
        foreach (var id in ids)
        {
            await aged.AgeAsync($"www.reddit.com/comments/{id}", $"old.reddit.com/r/a/comments/{id}", Cancel);
        }

        var rekeying = RekeyAsync(5);
        var answers = await Task.WhenAll(
        [
            .. cases[..3].Select(leaving => fixture.Api.DeleteAsync("/api/case", Nothing, leaving.Receipt, Cancel)),
            .. cases[6..].Zip(releases).Select(staying => fixture.First.PostAsync(PathOf(staying.First), staying.Second, Cancel)),
        ]);
        await rekeying;
        await RekeyAsync(1);

        Assert.All(answers[..3], answer => Assert.Equal(204, answer.Status));
        Assert.All(answers[3..], answer => Assert.Equal(201, answer.Status));
        await using var database = fixture.Database.Open();
        Assert.Equal(3, await database.Set<Target>().CountAsync(target => target.Platform == "reddit", Cancel));
        Assert.Equal(9 * 3, await database.Set<TakedownRequest>().CountAsync(
            request => request.Recipient == "platform:reddit" && request.State != RequestState.Closed, Cancel));
        await Task.WhenAll(cases[3..].Select(staying => fixture.Api.DeleteAsync("/api/case", Nothing, staying.Receipt, Cancel)));
        await AssertEveryKeyHasItsOwnerAsync();
    }

    private async Task RekeyAsync(int times)
    {
        for (var run = 0; run < times; run++)
        {
            await using var scope = fixture.App.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RekeyTargets>().RunAsync(Cancel);
        }
    }

    /// <summary>The program once more on the same database, whose transactions can be held.</summary>
    private WebApp OtherProgram(CommitGate gate)
    {
        var other = WebApp.InMemory(fixture.Database, fixture.App.KeyFolder);
        foreach (var (name, value) in fixture.App.Settings)
        {
            other.Settings[name] = value;
        }

        other.Replace = services => services.ConfigureDbContext<CaseManagerDbContext>(options => options.AddInterceptors(gate));
        return other;
    }

    /// <summary>A session that waits for another's lock, or an answer: whichever the code leads to.</summary>
    private Task WaitUntilDoneOrBlockedAsync(Task answer) => Eventually.IsTrueAsync(
        async () =>
        {
            await using var database = fixture.Database.Open();
            return answer.IsCompleted || await database.Database
                .SqlQuery<bool>($"select exists(select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as \"Value\"")
                .SingleAsync(Cancel);
        },
        Cancel);

    /// <summary>Every target is named by a case that is there and opens with its key; there is no key beside those of targets, their venues, and cases.</summary>
    private async Task AssertEveryKeyHasItsOwnerAsync()
    {
        await using var database = fixture.Database.Open();
        var reports = await database.Set<Report>().Select(report => report.CaseId).ToListAsync(Cancel);
        var targets = await database.Set<Target>().Select(target => target.Id).ToListAsync(Cancel);
        var requests = await database.Set<TakedownRequest>().Where(request => reports.Contains(request.CaseId)).ToListAsync(Cancel);
        var owners = await database.Set<DataKey>().Select(key => key.OwnerId).ToListAsync(Cancel);
        Assert.Equal(targets.Order(), requests.Select(request => request.TargetId).Distinct().Order());
        var members = await database.Set<VenueMember>().ToListAsync(Cancel);
        var venues = await database.Set<Venue>().Select(venue => venue.Id).ToListAsync(Cancel);
        Assert.Equal(targets.Order(), members.Select(member => member.TargetId).Order());
        Assert.Equal(members.Select(member => member.VenueId).OfType<Guid>().Distinct().Order(), venues.Order());
        Assert.Equal(targets.Concat(venues).Concat(requests.Select(request => request.CaseId)).Distinct().Order(), owners.Order());
    }

    private async Task<string?> ShownLinkAsync(SurvivorBrowser her)
    {
        var shown = await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/takedowns", Cancel);
        return (string?)Assert.Single(shown.Json["requests"]!.AsArray())!["url"];
    }

    private async Task<ApiAnswer> ReleaseAsync(CaseworkerBrowser caseworker, SurvivorBrowser her, string[] links) =>
        await caseworker.PostAsync(PathOf(her), await PrepareAsync(caseworker, her, links), Cancel);

    private async Task<JsonObject> PrepareAsync(CaseworkerBrowser caseworker, SurvivorBrowser her, string[] links)
    {
        var preview = await caseworker.PreviewAsync(her, links, Cancel);
        return caseworker.Release(her, caseworker.Statement(her, preview.Json, fixture.App.Clock.GetUtcNow()));
    }

    private static string PathOf(SurvivorBrowser her) => $"cases/{HexId.Write(her.CaseId)}/releases";
}

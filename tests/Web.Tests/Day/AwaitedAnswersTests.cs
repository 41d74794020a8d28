using System.Text.Json.Nodes;
using CaseManager.Core.Cases;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns.Needs;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Day;

/// <summary>Whose message waits, as the server sees it.</summary>
public sealed class AwaitedAnswersTests(DayTeam team) : IClassFixture<DayTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_OfHers_WaitsFromTheFirst_AndEndsWithAnAnswer()
    {
        var (her, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        {
            Assert.Null(await SinceAsync(her.CaseId));
            var first = team.App.Clock.GetUtcNow();
            await WriteAsync(her);
            team.App.Clock.Advance(TimeSpan.FromMinutes(2));
            await WriteAsync(her);

            Assert.Equal(first, await SinceAsync(her.CaseId));
            Assert.Contains(her.CaseId, await WaitingAsync(team.Anna.Id));
            Assert.DoesNotContain(her.CaseId, await WaitingAsync(team.Ben.Id));

            Assert.Equal(201, (await mine.PostObjectsAsync("objects", Cancel, mine.Next(KeyPairName.N, ObjectKinds.Note))).Status);
            Assert.NotNull(await SinceAsync(her.CaseId));

            Assert.Equal(201, (await mine.PostObjectsAsync("objects", Cancel, mine.Next(KeyPairName.C, ObjectKinds.Message))).Status);
            Assert.Null(await SinceAsync(her.CaseId));
        }
    }

    [Fact]
    public async Task Message_StoredTwice_WaitsNoSecondTime()
    {
        var (her, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        {
            var message = her.Next(ObjectKinds.Message, "{\"v\":1}");
            await PostAsync(her, message);
            await mine.PostObjectsAsync("objects", Cancel, mine.Next(KeyPairName.C, ObjectKinds.Message));

            await PostAsync(her, message);

            Assert.Null(await SinceAsync(her.CaseId));
        }
    }

    [Fact]
    public async Task Message_AmongOtherObjects_Waits_AndThoseAloneDoNot()
    {
        var (her, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        {
            await PostAsync(her, her.Next(ObjectKinds.CountingId, "{\"v\":1}"));
            Assert.Null(await SinceAsync(her.CaseId));

            await PostAsync(her, her.Next(ObjectKinds.CountingId, "{\"v\":1}"), her.Next(ObjectKinds.Message, "{\"v\":1}"));

            Assert.NotNull(await SinceAsync(her.CaseId));
        }
    }

    [Fact]
    public async Task Message_BeforeAnybodyHasTheCase_WaitsForWhoeverTakesItUp()
    {
        var her = await team.Cases.ReportAsync(Cancel);
        var wrote = team.App.Clock.GetUtcNow();
        await WriteAsync(her);
        team.App.Clock.Advance(TimeSpan.FromMinutes(1));

        using var mine = team.Cases.Open(her);
        Assert.Equal(204, (await mine.PostAsync("claim", new JsonObject(), Cancel)).Status);

        Assert.Equal(wrote, await SinceAsync(her.CaseId));
    }

    [Fact]
    public async Task Answer_ByWhoHasNotSeenHerNewestMessage_LeavesThatOneWaiting()
    {
        var (her, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        {
            var first = await WriteAsync(her);
            team.App.Clock.Advance(TimeSpan.FromMinutes(1));
            var wrote = team.App.Clock.GetUtcNow();
            var second = await WriteAsync(her);
            team.App.Clock.Advance(TimeSpan.FromMinutes(1));

            Assert.Equal(201, (await mine.PostObjectsAsync($"objects?read={first}", Cancel, mine.Next(KeyPairName.C, ObjectKinds.Message))).Status);
            Assert.Equal(wrote, await SinceAsync(her.CaseId));
            Assert.Equal(201, (await mine.PostObjectsAsync($"objects?read={second}", Cancel, mine.Next(KeyPairName.C, ObjectKinds.Message))).Status);
            Assert.Null(await SinceAsync(her.CaseId));
        }
    }

    [Fact]
    public async Task CaseInHand_BeforeSheWrites_WaitsForNothing_AndAfterwardsSaysSinceWhen()
    {
        var (her, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        {
            Assert.Null((string?)(await mine.GetAsync(Cancel)).Json["case"]!["awaitsAnswerSince"]);
            await WriteAsync(her);
            Assert.NotNull((string?)(await mine.GetAsync(Cancel)).Json["case"]!["awaitsAnswerSince"]);
        }
    }

    [Fact]
    public async Task NoAnswerNeeded_OfTheNewest_EndsIt_ButNotWhereSheWroteAgain()
    {
        var (her, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        {
            var first = await WriteAsync(her);
            team.App.Clock.Advance(TimeSpan.FromSeconds(1));
            var second = await WriteAsync(her);

            Assert.Equal("newer-message", (await mine.PostAsync("no-answer-needed", new JsonObject { ["newest"] = first }, Cancel)).Code);
            Assert.NotNull(await SinceAsync(her.CaseId));

            Assert.Equal(204, (await mine.PostAsync("no-answer-needed", new JsonObject { ["newest"] = second }, Cancel)).Status);
            Assert.Equal(204, (await mine.PostAsync("no-answer-needed", new JsonObject { ["newest"] = second }, Cancel)).Status);
            Assert.Null(await SinceAsync(her.CaseId));
            Assert.Equal(1, await team.EventsAsync(her.CaseId, "AnswerNotNeeded", Cancel));
        }
    }

    [Fact]
    public async Task Message_InAClosedCase_IsNotForgotten()
    {
        var (her, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        {
            Assert.Equal(204, (await mine.PostObjectsAsync("close", Cancel, mine.Next(KeyPairName.N, ObjectKinds.Outcome))).Status);

            await WriteAsync(her);

            Assert.Contains(her.CaseId, await WaitingAsync(team.Anna.Id));
        }
    }

    private async Task<string> WriteAsync(SurvivorBrowser her)
    {
        var message = her.Next(ObjectKinds.Message, "{\"v\":1}");
        await PostAsync(her, message);
        return (string)message["objectId"]!;
    }

    private async Task PostAsync(SurvivorBrowser her, params JsonObject[] objects)
    {
        var body = new JsonObject { ["objects"] = new JsonArray([.. objects.Select(one => one.DeepClone())]) };
        var answer = await team.Cases.PublicApi.PostWithReceiptAsync("/api/case/objects", body, her.Receipt, Cancel);
        Assert.Equal(201, answer.Status);
    }

    private async Task<DateTimeOffset?> SinceAsync(Guid caseId)
    {
        await using var database = team.Cases.Database.Open();
        return (await database.Set<Case>().SingleAsync(row => row.CaseId == caseId, Cancel)).AwaitsAnswerSince;
    }

    private Task<IReadOnlyList<Guid>> WaitingAsync(Guid staffId) => team.RunAsync<ListNeeds, IReadOnlyList<Guid>>(async list =>
        [.. (await list.RunAsync(staffId, NeedKind.Message, null, Cancel)).Rows.Select(need => need.CaseId)]);
}

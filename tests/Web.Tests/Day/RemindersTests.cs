using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Cases.Reminders;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport.Cases;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Day;

/// <summary>Reminders: their times are readable, their words are not.</summary>
public sealed class RemindersTests(DayTeam team) : IClassFixture<DayTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reminder_SetPutOffAndDone_IsTheServersTimeOnly()
    {
        var (her, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        {
            var sealedOne = mine.Next(KeyPairName.N, ObjectKinds.Reminder);
            var id = (string)sealedOne["objectId"]!;
            var body = Body(sealedOne, Day(1));
            Assert.Equal(204, (await mine.PostAsync("reminders", body, Cancel)).Status);
            Assert.Equal(204, (await mine.PostAsync("reminders", body, Cancel)).Status);

            var shown = Assert.Single((await mine.GetAsync(Cancel)).Json["reminders"]!.AsArray())!;
            Assert.Equal((id, "open", Day(1) + "Z"), ((string)shown["id"]!, (string)shown["state"]!, (string)shown["dueAt"]!));

            Assert.Equal(204, (await DecideAsync(mine, id, "later", Day(7))).Status);
            Assert.Equal(204, (await DecideAsync(mine, id, "done")).Status);
            Assert.Equal(204, (await DecideAsync(mine, id, "done")).Status);
            Assert.Equal("reminder-settled", (await DecideAsync(mine, id, "later", Day(8))).Code);

            var row = await RowAsync(id);
            Assert.Equal((ReminderState.Done, 1, team.Anna.Id), (row.State, row.PutOffs, row.StaffId));
            foreach (var type in new[] { "ReminderSet", "ReminderPutOff", "ReminderDone" })
            {
                Assert.Equal(1, await team.EventsAsync(her.CaseId, type, Cancel));
            }
        }
    }

    [Fact]
    public async Task Reminder_InThePastOrWithoutAnObject_IsRefused_AndStoresNothing()
    {
        var (_, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        {
            var note = mine.Next(KeyPairName.N, ObjectKinds.Reminder);
            Assert.Equal("reminder-past", (await mine.PostAsync("reminders", Body(note, Day(-1)), Cancel)).Code);
            Assert.Equal("reminder-far", (await mine.PostAsync("reminders", Body(note, "2040-01-01T09:00:00"), Cancel)).Code);
            Assert.Equal("objects", (await mine.PostAsync("reminders", new JsonObject { ["at"] = Day(1), ["objects"] = new JsonArray() }, Cancel)).Code);
            Assert.Equal("objects", (await mine.PostObjectsAsync("objects", Cancel, (JsonObject)note.DeepClone())).Code);

            Assert.Empty((await mine.GetAsync(Cancel)).Json["reminders"]!.AsArray());
            Assert.DoesNotContain((await mine.GetAsync(Cancel)).Json["objects"]!.AsArray(), one => (string)one!["kind"]! == ObjectKinds.Reminder);
        }
    }

    [Fact]
    public async Task Reminder_OfSomebodyWhoHandedTheCaseOver_GoesWithIt()
    {
        var (her, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        {
            var sealedOne = mine.Next(KeyPairName.N, ObjectKinds.Reminder);
            await mine.PostAsync("reminders", Body(sealedOne, Day(1)), Cancel);
            using var bens = team.Cases.Open(her, team.Ben);

            Assert.Equal(204, (await bens.PostAsync("claim", new JsonObject { ["takeOverFrom"] = HexId.Write(team.Anna.Id) }, Cancel)).Status);

            Assert.Equal(team.Ben.Id, (await RowAsync((string)sealedOne["objectId"]!)).StaffId);
        }
    }

    [Fact]
    public async Task Reminder_GoesWithItsCase()
    {
        var (her, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        {
            var sealedOne = mine.Next(KeyPairName.N, ObjectKinds.Reminder);
            await mine.PostAsync("reminders", Body(sealedOne, Day(1)), Cancel);

            await team.Cases.PublicApi.DeleteAsync("/api/case", new JsonObject(), her.Receipt, Cancel);

            await using var database = team.Cases.Database.Open();
            Assert.False(await database.Set<Reminder>().AnyAsync(row => row.CaseId == her.CaseId, Cancel));
        }
    }

    private static JsonObject Body(JsonObject sealedOne, string at) => new() { ["at"] = at, ["objects"] = new JsonArray(sealedOne.DeepClone()) };

    private string Day(int days) => team.App.Clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd'T'09:00:00", null);

    private static Task<ApiAnswer> DecideAsync(CaseBrowser browser, string id, string decision, string? at = null) =>
        browser.PostAsync($"reminders/{id}", new JsonObject { ["decision"] = decision, ["at"] = at }, Cancel);

    private async Task<Reminder> RowAsync(string id)
    {
        await using var database = team.Cases.Database.Open();
        return await database.Set<Reminder>().SingleAsync(row => row.Id == Guid.ParseExact(id, "N"), Cancel);
    }
}

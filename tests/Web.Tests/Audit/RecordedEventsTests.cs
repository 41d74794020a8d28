using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Cases;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Audit;

public sealed class RecordedEventsTests(CaseTeam team) : IClassFixture<CaseTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cards_GivenToSomebody_AreToldOncePerCardAndDay()
    {
        var (one, two) = (await team.ReportAsync(Cancel), await team.ReportAsync(Cancel));

        await CardsAsync(team.First, one);
        await CardsAsync(team.First, one, two);
        await CardsAsync(team.Second, one);

        Assert.Equal([team.First.Id, team.Second.Id], (await EventsAsync(one.CaseId, "CardOpened")).Select(ByOf));
        Assert.Equal([team.First.Id], (await EventsAsync(two.CaseId, "CardOpened")).Select(ByOf));
        Assert.Equal(["{\"count\":1}", "{\"count\":1}"], (await EventsAsync(AuditLog.Organisation, "CardsOpened")).Where(e => ByOf(e) == team.First.Id).Select(e => e.Data));
    }

    [Fact]
    public async Task Cards_TwoCallsAtOnce_AreToldOnce()
    {
        var her = await team.ReportAsync(Cancel);
        using var member = await StaffAsync();
        await member.SendAsync(HttpMethod.Get, "/api/staff/me", null, Cancel);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => CardsAsync(member, her)));

        Assert.Single(await EventsAsync(her.CaseId, "CardOpened"), e => ByOf(e) == member.Id);
    }

    [Fact]
    public async Task Takedowns_OfACaseThatWasNotOpened_AreAnOpening()
    {
        var her = await team.ReportAsync(Cancel);
        using var member = await StaffAsync();

        using var shown = await member.SendAsync(HttpMethod.Get, $"/api/staff/cases/{HexId.Write(her.CaseId)}/takedowns", null, Cancel);
        using var whole = await member.SendAsync(HttpMethod.Get, $"/api/staff/cases/{HexId.Write(her.CaseId)}", null, Cancel);
        using var unknown = await member.SendAsync(HttpMethod.Get, $"/api/staff/cases/{HexId.Write(RandomId.New())}/takedowns", null, Cancel);

        Assert.True(shown.IsSuccessStatusCode && whole.IsSuccessStatusCode);
        Assert.Single(await EventsAsync(her.CaseId, "CaseOpened"), e => ByOf(e) == member.Id);
    }

    [Fact]
    public async Task Session_FromSignInToSignOut_IsTold()
    {
        using var member = await StaffAsync();
        using var unlocked = await member.SendAsync(HttpMethod.Put, "/api/staff/unlock-half", new { half = new string('A', 43) }, Cancel);
        using var left = await member.Http.SubmitAsync("/sign-out", new Dictionary<string, string>(), Cancel);
        using var again = await member.SignInAgainAsync(Cancel);

        Assert.Equal(["StaffInvited", "InvitationAccepted", "SignedInByCode", "KeysUnlocked", "SignedOut", "SignedInByCode"], await TypesAboutAsync(member.Id));
    }

    [Fact]
    public async Task Account_WrongPasswordsInARow_ComesToRestAndThatIsToldOnce()
    {
        using var member = await StaffAsync();
        for (var i = 0; i < AccessServices.TriesBeforeRest + 3; i++)
        {
            using var http = team.App.StaffClient();
            using var tried = await http.SubmitAsync("/sign-in", new Dictionary<string, string> { ["Name"] = member.Name, ["Password"] = "not the password" }, Cancel);
        }

        Assert.Equal(["AccountRested"], (await TypesAboutAsync(member.Id)).Skip(3));
    }

    [Fact]
    public async Task Account_WrongCodesInARow_ComesToRestAndThatIsToldOnce()
    {
        using var member = await StaffAsync();
        using var http = team.App.StaffClient();
        using var first = await http.SubmitAsync("/sign-in", new Dictionary<string, string> { ["Name"] = member.Name, ["Password"] = StaffClient.Password }, Cancel);
        for (var i = 0; i < AccessServices.TriesBeforeRest + 2; i++)
        {
            using var tried = await http.SubmitAsync("/sign-in/code", new Dictionary<string, string> { ["Code"] = "000000" }, Cancel);
        }

        Assert.Equal(["AccountRested"], (await TypesAboutAsync(member.Id)).Skip(3));
    }

    private Task<StaffClient> StaffAsync() => StaffClient.CreateAsync(team.App, Cancel, RoleName.Caseworker);

    private static async Task CardsAsync(StaffClient staff, params SurvivorBrowser[] hers)
    {
        var body = new JsonObject { ["caseIds"] = new JsonArray([.. hers.Select(her => (JsonNode)HexId.Write(her.CaseId))]) };
        using var answer = await staff.SendAsync(HttpMethod.Post, "/api/staff/cards", body, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    private static Guid ByOf(AuditEvent e) => Guid.ParseExact(e.Actor["staff:".Length..], "N");

    private async Task<List<AuditEvent>> EventsAsync(Guid chain, string type)
    {
        await using var database = team.Database.Open();
        return await database.Set<AuditEvent>().Where(e => e.ChainId == chain && e.Type == type).OrderBy(e => e.Sequence).ToListAsync(Cancel);
    }

    private async Task<List<AuditEvent>> AboutAsync(Guid staffId)
    {
        await using var database = team.Database.Open();
        return await database.Set<AuditEvent>().Where(e => e.About == HexId.Write(staffId)).OrderBy(e => e.Sequence).ToListAsync(Cancel);
    }

    private async Task<IEnumerable<string>> TypesAboutAsync(Guid staffId) => (await AboutAsync(staffId)).Select(e => e.Type);
}

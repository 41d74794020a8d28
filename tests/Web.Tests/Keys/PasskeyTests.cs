using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Keys;

public sealed class PasskeyTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Passkeys = "/api/staff/passkeys";
    private const string Removal = "/api/staff/passkeys/removal";

    private readonly WebApp app = fixture.App;
    private readonly TestKeys keys = new();

    /// <summary>The ways of each person, as her browser knows them.</summary>
    private readonly Dictionary<Guid, IReadOnlyList<UnlockWay>> ways = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Origin => app.StaffUrl.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task Post_ThatUnlocks_SignsInAndIsAmongTheWays()
    {
        using var member = await WithKeysAsync();
        using var authenticator = new SoftAuthenticator(Origin);

        using var added = await AddAsync(member, authenticator, unlocks: true, "Desk");
        using var browser = app.StaffClient();
        using var signedIn = await SignInAsync(browser, authenticator);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.OK), (added.StatusCode, signedIn.StatusCode));
        using var me = await browser.GetAsync(new Uri("/api/staff/me", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        var listed = Assert.Single(await ListAsync(member));
        Assert.Equal(("Desk", Text(authenticator.CredentialId)), ((string?)listed["name"], (string?)listed["credential"]));
        Assert.NotNull(listed["usedAt"]);
        Assert.Equal(["recovery-code", "passphrase", "passkey"], await WaysAsync(member));
    }

    [Fact]
    public async Task Post_WithoutPrf_SignsInAndUnlocksNothing()
    {
        using var member = await WithKeysAsync();
        using var authenticator = new SoftAuthenticator(Origin);

        using var added = await AddAsync(member, authenticator, unlocks: false);
        using var signedIn = await SignInAsync(app.StaffClient(), authenticator);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.OK), (added.StatusCode, signedIn.StatusCode));
        Assert.Equal(["recovery-code", "passphrase"], await WaysAsync(member));
    }

    [Fact]
    public async Task SignIn_TheNewToken_LetsTheSamePageGoOn()
    {
        using var member = await WithKeysAsync();
        using var authenticator = new SoftAuthenticator(Origin);
        using var added = await AddAsync(member, authenticator, unlocks: true);
        using var browser = app.StaffClient();

        using var signedIn = await SignInAsync(browser, authenticator);
        var token = (string)JsonNode.Parse(await signedIn.Content.ReadAsStringAsync(Cancel))!["token"]!;
        using var half = await SendAsync(browser, HttpMethod.Put, "/api/staff/unlock-half", new { half = new string('A', 43) }, token);

        Assert.Equal(HttpStatusCode.NoContent, half.StatusCode);
    }

    [Fact]
    public async Task SignIn_SameAnswerAgain_IsRefused()
    {
        using var member = await WithKeysAsync();
        using var authenticator = new SoftAuthenticator(Origin);
        using var added = await AddAsync(member, authenticator, unlocks: true);
        using var browser = app.StaffClient();
        var token = await TokenAsync(browser);
        var answer = authenticator.Get(await ChallengeAsync(browser, token));
        using var first = await SendAsync(browser, HttpMethod.Post, "/api/staff/sign-in", new { credential = answer }, token);
        using var other = app.StaffClient();
        var otherToken = await TokenAsync(other);
        await ChallengeAsync(other, otherToken);

        using var again = await SendAsync(other, HttpMethod.Post, "/api/staff/sign-in", new { credential = answer }, otherToken);
        using var withoutChallenge = await SendAsync(other, HttpMethod.Post, "/api/staff/sign-in", new { credential = answer }, otherToken);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(("passkey-refused", "passkey-late"), (await CodeAsync(again), await CodeAsync(withoutChallenge)));
    }

    [Fact]
    public async Task SignIn_UnknownClosedRestingUnverifiedOrFromAnotherPage_IsRefusedAlike()
    {
        using var stranger = new SoftAuthenticator(Origin);
        using var closed = new SoftAuthenticator(Origin);
        using var resting = new SoftAuthenticator(Origin);
        using var elsewhere = new SoftAuthenticator(Origin);
        using var unverified = new SoftAuthenticator(Origin);
        await AccountWithAsync(elsewhere, _ => Task.FromResult(elsewhere.Origin = "http://localhost:5080"));
        await AccountWithAsync(unverified, _ => Task.FromResult(unverified.Verifies = false));
        await AccountWithAsync(closed, member => RunAsync<DisableStaff>(use => use.RunAsync(member.Name, ClosingReason.Left, Actor.Command("users"), Cancel)));
        await AccountWithAsync(resting, RestAsync);
        stranger.Create("""{"rp":{"id":"localhost"},"challenge":"AA","user":{"id":"bm9ib2R5"}}""");

        foreach (var authenticator in (SoftAuthenticator[])[stranger, closed, resting, elsewhere, unverified])
        {
            using var browser = app.StaffClient();
            using var answer = await SignInAsync(browser, authenticator);
            using var page = await browser.GetAsync(new Uri("/", UriKind.Relative), Cancel);

            Assert.Equal((HttpStatusCode.BadRequest, "passkey-refused"), (answer.StatusCode, await CodeAsync(answer)));
            Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        }
    }

    [Fact]
    public async Task Post_OfAnAuthenticatorThatVerifiesNobodyOrOfAnotherPage_IsRefused()
    {
        using var member = await WithKeysAsync();
        using var unverified = new SoftAuthenticator(Origin) { Verifies = false };
        using var elsewhere = new SoftAuthenticator("http://localhost:5080");

        using var first = await AddAsync(member, unverified, unlocks: true);
        using var second = await AddAsync(member, elsewhere, unlocks: true);

        Assert.Equal(("passkey-refused", "passkey-refused"), (await CodeAsync(first), await CodeAsync(second)));
        Assert.Empty(await ListAsync(member));
        Assert.Equal(["recovery-code", "passphrase"], await WaysAsync(member));
    }

    [Fact]
    public async Task AnyChange_WithAStolenSessionAlone_ChangesNothing()
    {
        using var member = await WithKeysAsync();
        using var hers = new SoftAuthenticator(Origin);
        using var added = await AddAsync(member, hers, unlocks: true, "Desk");
        using var thief = new SoftAuthenticator(Origin);
        var file = await FileAsync(member);
        var forged = new TestKeys().Change(member.Id, file);

        using var challenged = await member.SendAsync(HttpMethod.Post, Passkeys + "/challenge", null, Cancel);
        var answer = thief.Create(await challenged.Content.ReadAsStringAsync(Cancel));
        using var adding = await member.SendAsync(HttpMethod.Post, Passkeys, new { credential = answer, name = "Mine", unlock = forged }, Cancel);
        using var renaming = await member.SendAsync(HttpMethod.Put, Passkeys, new { credential = Text(hers.CredentialId), name = "Old", unlock = forged }, Cancel);
        using var removing = await member.SendAsync(HttpMethod.Post, Removal, new { credential = Text(hers.CredentialId), unlock = forged }, Cancel);

        Assert.Equal(("keys", "keys", "keys"), (await CodeAsync(adding), await CodeAsync(renaming), await CodeAsync(removing)));
        Assert.Equal("Desk", (string?)Assert.Single(await ListAsync(member))["name"]);
        Assert.Equal(file, await FileAsync(member));
    }

    [Fact]
    public async Task Put_AnotherName_IsKeptAndStandsInNoEvent()
    {
        using var member = await WithKeysAsync();
        using var authenticator = new SoftAuthenticator(Origin);
        using var added = await AddAsync(member, authenticator, unlocks: true, "Telephone of Tuesday");

        foreach (var (name, code) in (IEnumerable<(string, string?)>)[("", "passkey-name"), (new string('x', 61), "passkey-name"), ("a\nb", "passkey-name"), ("  Laptop  ", null)])
        {
            var again = keys.Change(member.Id, await FileAsync(member), ways[member.Id]);
            using var renamed = await member.SendAsync(HttpMethod.Put, Passkeys, new { credential = Text(authenticator.CredentialId), name, unlock = again }, Cancel);
            Assert.Equal(code, await CodeAsync(renamed));
        }

        Assert.Equal("Laptop", (string?)Assert.Single(await ListAsync(member))["name"]);
        var events = await EventsAsync(member);
        Assert.Equal(["InvitationAccepted", "SignedInByCode", "StaffKeysMade", "PasskeyAdded", "PasskeyRenamed"], events.Select(e => e.Type).Where(type => type != "StaffInvited"));
        Assert.All(events, e => Assert.DoesNotMatch("Tuesday|Laptop", e.Data));
    }

    [Fact]
    public async Task Removal_OfOneThatUnlocks_TakesItFromBothAtOnce()
    {
        using var member = await WithKeysAsync();
        using var authenticator = new SoftAuthenticator(Origin);
        using var added = await AddAsync(member, authenticator, unlocks: true);
        var file = await FileAsync(member);

        using var stillThere = await member.SendAsync(
            HttpMethod.Post, Removal, new { credential = Text(authenticator.CredentialId), unlock = keys.Change(member.Id, file, ways[member.Id]) }, Cancel);
        using var removed = await member.SendAsync(
            HttpMethod.Post, Removal, new { credential = Text(authenticator.CredentialId), unlock = keys.Change(member.Id, file) }, Cancel);
        using var signIn = await SignInAsync(app.StaffClient(), authenticator);

        Assert.Equal(("keys", null, "passkey-refused"), (await CodeAsync(stillThere), await CodeAsync(removed), await CodeAsync(signIn)));
        Assert.Empty(await ListAsync(member));
        Assert.Equal(["recovery-code", "passphrase"], await WaysAsync(member));
    }

    [Fact]
    public async Task AnyChange_ThatLeavesFewerThanTwoWaysOrPasskeysAlone_IsRefused()
    {
        using var member = await WithKeysAsync();
        using var authenticator = new SoftAuthenticator(Origin);
        using var added = await AddAsync(member, authenticator, unlocks: true);
        var file = await FileAsync(member);
        UnlockWay[] passkeys = [keys.Way(member.Id, "passkey", [1]), keys.Way(member.Id, "passkey", [2])];

        using var one = await member.SendAsync(
            HttpMethod.Post, Removal, new { credential = Text(authenticator.CredentialId), unlock = keys.Change(member.Id, file, [keys.Way(member.Id, "passphrase")]) }, Cancel);
        using var onlyPasskeys = await member.SendAsync(HttpMethod.Put, "/api/staff/keys", keys.Change(member.Id, file, passkeys), Cancel);

        Assert.Equal(("too-few-ways", "too-few-ways"), (await CodeAsync(one), await CodeAsync(onlyPasskeys)));
        Assert.Single(await ListAsync(member));
        Assert.Equal(file, await FileAsync(member));
    }

    [Fact]
    public async Task InvitedAgain_PasskeySignsInNoMoreAndCanStillBeTakenFromTheWays()
    {
        using var member = await WithKeysAsync();
        using var authenticator = new SoftAuthenticator(Origin);
        using var added = await AddAsync(member, authenticator, unlocks: true);

        var invitation = await StaffClient.InviteAsync(app, member.Name, Cancel);
        using var waiting = await SignInAsync(app.StaffClient(), authenticator);
        using var renewed = await StaffClient.AcceptAsync(app, invitation, member.Name, Cancel);
        using var afterwards = await SignInAsync(app.StaffClient(), authenticator);

        Assert.Equal(("passkey-refused", "passkey-refused"), (await CodeAsync(waiting), await CodeAsync(afterwards)));
        Assert.Equal(["recovery-code", "passphrase", "passkey"], await WaysAsync(renewed));
        var unlock = keys.Change(renewed.Id, await FileAsync(renewed));
        using var removed = await renewed.SendAsync(HttpMethod.Post, Removal, new { credential = Text(authenticator.CredentialId), unlock }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        unlock = keys.Change(renewed.Id, await FileAsync(renewed));
        using var unknown = await renewed.SendAsync(HttpMethod.Post, Removal, new { credential = Text(authenticator.CredentialId), unlock }, Cancel);
        Assert.Equal("no-passkey", await CodeAsync(unknown));
    }

    [Fact]
    public async Task Post_ASeventh_IsRefused()
    {
        using var member = await WithKeysAsync();
        var held = new List<SoftAuthenticator>();
        string? last = null;
        for (var number = 0; number <= PasskeyRules.Most; number++)
        {
            held.Add(new SoftAuthenticator(Origin));
            using var added = await AddAsync(member, held[^1], unlocks: true);
            last = await CodeAsync(added);
        }

        held.ForEach(one => one.Dispose());
        Assert.Equal("too-many-passkeys", last);
        Assert.Equal(PasskeyRules.Most, (await ListAsync(member)).Count);
    }

    [Fact]
    public async Task Put_OfAColleaguesPasskey_IsNotFound()
    {
        using var member = await WithKeysAsync();
        using var authenticator = new SoftAuthenticator(Origin);
        using var added = await AddAsync(member, authenticator, unlocks: true);
        var others = new TestKeys();
        using var other = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);
        using var posted = await other.SendAsync(HttpMethod.Post, "/api/staff/keys", others.Posted(other.Id), Cancel);

        var unlock = others.Change(other.Id, await FileAsync(other));
        using var renamed = await other.SendAsync(HttpMethod.Put, Passkeys, new { credential = Text(authenticator.CredentialId), name = "Mine", unlock }, Cancel);
        using var removed = await other.SendAsync(HttpMethod.Post, Removal, new { credential = Text(authenticator.CredentialId), unlock }, Cancel);

        Assert.Equal(("no-passkey", "no-passkey"), (await CodeAsync(renamed), await CodeAsync(removed)));
    }

    [Fact]
    public async Task Rename_WhereHerKeysAreOpenElsewhere_LeavesThemOpenAndAddingLocksThem()
    {
        using var member = await WithKeysAsync();
        using var authenticator = new SoftAuthenticator(Origin);
        using var added = await AddAsync(member, authenticator, unlocks: true);
        using var elsewhere = app.StaffClient();
        using var signedIn = await SignInAsync(elsewhere, authenticator);
        var token = (string)JsonNode.Parse(await signedIn.Content.ReadAsStringAsync(Cancel))!["token"]!;
        using var half = await SendAsync(elsewhere, HttpMethod.Put, "/api/staff/unlock-half", new { half = new string('A', 43) }, token);

        var same = keys.Change(member.Id, await FileAsync(member), ways[member.Id]);
        using var renamed = await member.SendAsync(HttpMethod.Put, Passkeys, new { credential = Text(authenticator.CredentialId), name = "Desk", unlock = same }, Cancel);
        using var afterRename = await elsewhere.GetAsync(new Uri("/api/staff/unlock-half", UriKind.Relative), Cancel);
        using var second = new SoftAuthenticator(Origin);
        using var more = await AddAsync(member, second, unlocks: true);
        using var afterAdding = await elsewhere.GetAsync(new Uri("/api/staff/unlock-half", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (afterRename.StatusCode, afterAdding.StatusCode));
    }

    private async Task<StaffClient> WithKeysAsync()
    {
        var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);
        using var posted = await member.SendAsync(HttpMethod.Post, "/api/staff/keys", keys.Posted(member.Id), Cancel);
        posted.EnsureSuccessStatusCode();
        ways[member.Id] = keys.UsualWays(member.Id);
        return member;
    }

    private async Task<HttpResponseMessage> AddAsync(StaffClient member, SoftAuthenticator authenticator, bool unlocks, string name = "A passkey")
    {
        using var challenged = await member.SendAsync(HttpMethod.Post, Passkeys + "/challenge", null, Cancel);
        challenged.EnsureSuccessStatusCode();
        var credential = authenticator.Create(await challenged.Content.ReadAsStringAsync(Cancel));
        IReadOnlyList<UnlockWay> after = unlocks ? [.. ways[member.Id], keys.Way(member.Id, "passkey", authenticator.CredentialId)] : ways[member.Id];
        var unlock = keys.Change(member.Id, await FileAsync(member), after);
        var answer = await member.SendAsync(HttpMethod.Post, Passkeys, new { credential, name, unlock }, Cancel);
        if (answer.IsSuccessStatusCode)
        {
            ways[member.Id] = after;
        }

        return answer;
    }

    private async Task AccountWithAsync(SoftAuthenticator authenticator, Func<StaffClient, Task> then)
    {
        using var member = await WithKeysAsync();
        using var added = await AddAsync(member, authenticator, unlocks: true);
        added.EnsureSuccessStatusCode();
        await then(member);
    }

    private async Task RestAsync(StaffClient member)
    {
        for (var tries = 0; tries < AccessServices.TriesBeforeRest; tries++)
        {
            using var browser = app.StaffClient();
            using var wrong = await browser.SubmitAsync("/sign-in", new Dictionary<string, string> { ["Name"] = member.Name, ["Password"] = "not her password" }, Cancel);
        }
    }

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, SoftAuthenticator authenticator)
    {
        var token = await TokenAsync(browser);
        var credential = authenticator.Get(await ChallengeAsync(browser, token));
        return await SendAsync(browser, HttpMethod.Post, "/api/staff/sign-in", new { credential }, token);
    }

    private static async Task<string> ChallengeAsync(HttpClient browser, string token)
    {
        using var answer = await SendAsync(browser, HttpMethod.Post, "/api/staff/sign-in/challenge", null, token);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static async Task<string> TokenAsync(HttpClient browser) =>
        (await browser.GetPageAsync("/sign-in", Cancel)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, HttpMethod method, string address, object? body, string token)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        request.Headers.Add("RequestVerificationToken", token);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await browser.SendAsync(request, Cancel);
    }

    private static async Task<IReadOnlyList<JsonNode>> ListAsync(StaffClient member)
    {
        var answer = await member.Http.GetStringAsync(new Uri(Passkeys, UriKind.Relative), Cancel);
        return [.. JsonNode.Parse(answer)!["passkeys"]!.AsArray().Select(one => one!)];
    }

    private static async Task<byte[]> FileAsync(StaffClient member) =>
        Base64Url.DecodeFromChars((string)(await StoredAsync(member))["keyFile"]!);

    private static async Task<IEnumerable<string?>> WaysAsync(StaffClient member) =>
        (await StoredAsync(member))["methods"]!.AsArray()
            .Select(one => JsonDocument.Parse(Base64Url.DecodeFromChars((string)one!["bytes"]!)).RootElement.GetProperty("method").GetString());

    private static async Task<JsonNode> StoredAsync(StaffClient member) =>
        JsonNode.Parse(await member.Http.GetStringAsync(new Uri("/api/staff/keys", UriKind.Relative), Cancel))!;

    private async Task<IReadOnlyList<AuditEvent>> EventsAsync(StaffClient member)
    {
        await using var database = fixture.Database.Open();
        var named = Core.HexId.Write(member.Id);
        return await database.Set<AuditEvent>().Where(e => e.Data.Contains(named)).OrderBy(e => e.Sequence).ToListAsync(Cancel);
    }

    private async Task RunAsync<T>(Func<T, Task> work)
        where T : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode ? null : (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"];
}

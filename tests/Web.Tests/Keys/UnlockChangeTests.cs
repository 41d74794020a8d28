using System.Net;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.Web.Tests.Keys;

public sealed class UnlockChangeTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Address = "/api/staff/keys";
    private const string Half = "/api/staff/unlock-half";

    private readonly TestKeys keys = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_SignedByHerKey_ReplacesTheFileAndTheOldOneIsGone()
    {
        using var member = await WithKeysAsync();
        var before = await FileAsync(member);
        var change = keys.Change(member.Id, before);

        using var answer = await member.SendAsync(HttpMethod.Put, Address, change, Cancel);
        using var again = await member.SendAsync(HttpMethod.Put, Address, change, Cancel);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (answer.StatusCode, again.StatusCode));
        Assert.Equal(change.KeyFile, await FileAsync(member));
    }

    [Fact]
    public async Task Put_AChangeOfBefore_IsRefusedBecauseItsFileIsGone()
    {
        using var member = await WithKeysAsync();
        var first = await FileAsync(member);
        var change = keys.Change(member.Id, first);
        using var done = await member.SendAsync(HttpMethod.Put, Address, change, Cancel);
        var newer = keys.Change(member.Id, change.KeyFile);
        using var newerDone = await member.SendAsync(HttpMethod.Put, Address, newer, Cancel);

        using var replayed = await member.SendAsync(HttpMethod.Put, Address, change, Cancel);

        Assert.Equal("unlock-changed", await CodeAsync(replayed));
        Assert.Equal(newer.KeyFile, await FileAsync(member));
    }

    [Fact]
    public async Task Put_WithAStolenSessionAlone_ChangesNothing()
    {
        using var member = await WithKeysAsync();
        var before = await FileAsync(member);
        var hers = keys.Change(member.Id, before);
        var strangers = new TestKeys();

        NewUnlockMethods[] attempts =
        [
            strangers.Change(member.Id, before),
            hers with { KeyFile = keys.Change(member.Id, before).KeyFile },
            hers with { Methods = keys.Change(member.Id, before).Methods },
            hers with { Methods = [] },
            hers with { Change = strangers.Change(member.Id, before).Change },
            keys.Change(RandomId.New(), before),
            hers with { Change = keys.SignBytes("casemanager/1 release", hers.Change.Bytes) },
        ];
        foreach (var attempt in attempts)
        {
            using var answer = await member.SendAsync(HttpMethod.Put, Address, attempt, Cancel);
            Assert.Equal("keys", await CodeAsync(answer));
        }

        using var firstAgain = await member.SendAsync(HttpMethod.Post, Address, keys.Posted(member.Id), Cancel);
        Assert.Equal("other-keys", await CodeAsync(firstAgain));
        Assert.Equal(before, await FileAsync(member));
    }

    [Fact]
    public async Task Put_BySomebodyWithoutKeys_IsNotFound()
    {
        using var member = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);

        using var answer = await member.SendAsync(HttpMethod.Put, Address, keys.Change(member.Id, new byte[32]), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Put_WhereHerKeysAreOpenElsewhere_LocksThemThereAndNotHere()
    {
        using var member = await WithKeysAsync();
        using var elsewhere = await member.SignInAgainAsync(Cancel);
        await OpenAsync(member);
        await OpenAsync(elsewhere);

        using var changed = await member.SendAsync(HttpMethod.Put, Address, keys.Change(member.Id, await FileAsync(member)), Cancel);

        using var here = await member.Http.GetAsync(new Uri(Half, UriKind.Relative), Cancel);
        using var there = await elsewhere.GetAsync(new Uri(Half, UriKind.Relative), Cancel);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (here.StatusCode, there.StatusCode));
    }

    private async Task<StaffClient> WithKeysAsync()
    {
        var member = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);
        using var posted = await member.SendAsync(HttpMethod.Post, Address, keys.Posted(member.Id), Cancel);
        posted.EnsureSuccessStatusCode();
        return member;
    }

    private static async Task OpenAsync(StaffClient member)
    {
        using var kept = await member.SendAsync(HttpMethod.Put, Half, new { half = new string('A', 43) }, Cancel);
        kept.EnsureSuccessStatusCode();
    }

    private static async Task OpenAsync(HttpClient browser)
    {
        var token = (await browser.GetPageAsync("/sign-out", Cancel)).QuerySelector("meta[name=antiforgery]")!.GetAttribute("content");
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Half, UriKind.Relative));
        request.Headers.Add("RequestVerificationToken", token);
        request.Content = System.Net.Http.Json.JsonContent.Create(new { half = new string('A', 43) });
        using var kept = await browser.SendAsync(request, Cancel);
        kept.EnsureSuccessStatusCode();
    }

    private static async Task<byte[]> FileAsync(StaffClient member)
    {
        using var answer = await member.Http.GetAsync(new Uri(Address, UriKind.Relative), Cancel);
        var file = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["keyFile"]!;
        return System.Buffers.Text.Base64Url.DecodeFromChars(file);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode ? null : (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"];
}

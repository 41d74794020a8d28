using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaseManager.Core.Access;
using CaseManager.Core.Platforms;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Takedowns;

public sealed class DirectoryPagesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Platforms_EveryOneIsListed_WithItsWaysAndHowSureTheyAre()
    {
        using var caseworker = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);

        var list = await caseworker.Http.GetPageAsync("/platforms", Cancel);
        var telegram = await caseworker.Http.GetPageAsync("/platforms/telegram", Cancel);

        Assert.True(list.QuerySelectorAll("tbody tr").Length >= PlatformDirectory.Seed.All.Count);
        Assert.Contains("never to be used", telegram.QuerySelector(".cm-channel--never")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("telegram.org/dsa-report", telegram.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(telegram.QuerySelector("a[href='/platforms/telegram/edit']"));
    }

    [Fact]
    public async Task Edit_NewVersion_IsShownWithItsReason_AndConfirmedBySomebodyElse()
    {
        using var administrator = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Administrator);
        using var supervisor = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Supervisor);

        using var saved = await PostAsync(administrator, "/platforms/onlyfans/edit", "Save", ("Input.OwnRule", "your rules forbid it."), ("Input.Reason", "read <b>their</b> rules"));
        var own = await administrator.Http.GetPageAsync("/platforms/onlyfans", Cancel);
        using var confirmed = await PostAsync(supervisor, "/platforms/onlyfans", "Confirm");
        var after = await supervisor.Http.GetPageAsync("/platforms/onlyfans", Cancel);

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("read <b>their</b> rules", own.QuerySelector(".cm-history")!.TextContent, StringComparison.Ordinal);
        Assert.Null(own.QuerySelector(".cm-history form"));
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        Assert.Contains("by a second person", after.QuerySelector(".cm-history")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("your rules forbid it.", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(PlatformDirectory.Seed.Find("onlyfans")!.Channels.Count, after.QuerySelectorAll(".cm-channel").Length);
    }

    [Fact]
    public async Task Edit_Refused_KeepsWhatWasTyped()
    {
        using var administrator = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Administrator);

        using var answer = await PostAsync(administrator, "/platforms/line/edit", "Save", ("Input.Promises", "typed by hand"), ("Input.Reason", ""));
        var page = await answer.ReadPageAsync(Cancel);

        Assert.Contains("Say why.", page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("typed by hand", page.QuerySelector("#promises")!.TextContent);
    }

    [Fact]
    public async Task Add_PlatformWithAMailAddress_IsInTheDirectory_AndOneThatIsNeverToBeUsedIsNot()
    {
        using var administrator = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Administrator);
        (string, string)[] typed =
        [
            ("Input.Id", "added-board"), ("Input.Name", "Added board"), ("Input.Hosts", "added.example\n*.added.example"), ("Input.Reason", "asked about often"),
            ("Input.Channels[0].Address", "desk@added.example"), ("Input.Channels[0].Purpose", "notices"), ("Input.Channels[0].Route", "Mail"),
            ("Input.Channels[0].Use", "Notice"), ("Input.Channels[0].Confidence", "Secondary"),
        ];

        using var never = await PostAsync(administrator, "/platforms/add/edit", "Save", [.. typed, ("Input.Channels[0].Address", "dsa.telegram@edsr.eu")]);
        using var added = await PostAsync(administrator, "/platforms/add/edit", "Save", typed);
        var shown = await administrator.Http.GetPageAsync("/platforms/added-board", Cancel);

        Assert.Contains("never to be used", (await never.ReadPageAsync(Cancel)).QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.Contains("desk@added.example", shown.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_ThenItIsOutOfUse_AndCanBeTakenBack()
    {
        using var administrator = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Administrator);

        using var removed = await PostAsync(administrator, "/platforms/kakao/edit", "Remove", ("Input.Reason", "merged"));
        var gone = await administrator.Http.GetPageAsync("/platforms/kakao", Cancel);
        using var back = await PostAsync(administrator, "/platforms/kakao/edit", "Save", ("Input.Reason", "split again"));
        var again = await administrator.Http.GetPageAsync("/platforms/kakao", Cancel);

        Assert.Contains("This platform is out of use", gone.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.DoesNotContain("This platform is out of use", again.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_WhoeverSubmitsAForm_WritesDownWhatItAsksFor()
    {
        using var caseworker = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);

        using var saved = await PostAsync(
            caseworker, "/platforms/vk/fields/0", null,
            ("Fields[0].Label", "Your name"), ("Fields[0].What", "notifier_name"), ("Fields[1].Label", "Captcha"), ("Fields[1].What", "by_hand"),
            ("Fields[2].Label", ""), ("Fields[3].Label", ""), ("Fields[4].Label", ""), ("Confirmed", "true"), ("Reason", "filled it in today"));
        var shown = await caseworker.Http.GetPageAsync("/platforms/vk", Cancel);

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("It asks for: Your name, Captcha. Compared with the form.", Words(shown.QuerySelector("#channel-0")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Regimes_EachSaysWhereItStands_AndAnAdministratorDecides()
    {
        using var administrator = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Administrator);
        using var caseworker = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);

        var list = await caseworker.Http.GetPageAsync("/regimes", Cancel);
        var before = await caseworker.Http.GetPageAsync("/regimes/br-mci-21", Cancel);
        using var decided = await PostAsync(administrator, "/regimes/br-mci-21", "Decide", ("May", "true"), ("DecisionReason", "counsel looked at it"));
        var after = await caseworker.Http.GetPageAsync("/regimes/br-mci-21", Cancel);
        var exposing = await administrator.Http.GetPageAsync("/regimes/cn-civil-1195", Cancel);

        Assert.Equal(RegimeDirectory.Seed.All.Count, list.QuerySelectorAll("tbody tr").Length);
        Assert.Null(before.QuerySelector("form[action*='Decide']"));
        Assert.Contains("off", before.QuerySelector("#decision")!.NextElementSibling!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        Assert.Contains("can be chosen", after.QuerySelector("#decision")!.NextElementSibling!.TextContent, StringComparison.Ordinal);
        Assert.Contains("counsel looked at it", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("her own separate consent", exposing.QuerySelector(".govuk-warning-text")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Regime_PostedByACaseworker_IsRefused()
    {
        using var administrator = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Administrator);
        using var caseworker = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);
        var own = (IHtmlFormElement)(await caseworker.Http.GetPageAsync("/sign-out", Cancel)).QuerySelector("main form")!;
        var token = own.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;

        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["May"] = "true", ["DecisionReason"] = "mine" });
        using var answer = await caseworker.Http.PostAsync(new Uri("/regimes/uk-osa-10-3a?handler=Decide", UriKind.Relative), content, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("off", (await administrator.Http.GetPageAsync("/regimes/uk-osa-10-3a", Cancel)).QuerySelector("#decision")!.NextElementSibling!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Regime_NewClock_CountsFromThenOn_AndABadOneIsSaid()
    {
        using var administrator = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Administrator);

        using var bad = await PostAsync(administrator, "/regimes/eu-gdpr-17", "Save", ("Input.Clocks[0].Value", "soon"), ("Input.Reason", "x"));
        using var saved = await PostAsync(administrator, "/regimes/eu-gdpr-17", "Save", ("Input.Clocks[0].Value", "2"), ("Input.Reason", "extended"));
        var shown = await administrator.Http.GetPageAsync("/regimes/eu-gdpr-17", Cancel);

        Assert.Contains("A clock has a number", (await bad.ReadPageAsync(Cancel)).QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("2 months, from our notice", shown.Body!.TextContent, StringComparison.Ordinal);
    }

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Posts the form a page has for a handler, filled in as the page did, with these fields over it.</summary>
    private static async Task<HttpResponseMessage> PostAsync(StaffClient member, string address, string? handler, params (string Name, string Value)[] typed)
    {
        var page = await member.Http.GetPageAsync(address, Cancel);
        var form = page.QuerySelectorAll<IHtmlFormElement>("main form").First(one =>
            handler is null || one.GetAttribute("action")!.Contains($"handler={handler}", StringComparison.Ordinal) || one.QuerySelector($"[formaction*='handler={handler}']") is not null);
        var values = new Dictionary<string, string>();
        foreach (var input in form.QuerySelectorAll<IHtmlInputElement>("input[name]").Where(input => input.Type is not ("checkbox" or "radio") || input.IsChecked))
        {
            values[input.Name!] = input.Value;
        }

        foreach (var area in form.QuerySelectorAll<IHtmlTextAreaElement>("textarea[name]"))
        {
            values[area.Name!] = area.Value;
        }

        foreach (var select in form.QuerySelectorAll<IHtmlSelectElement>("select[name]"))
        {
            values[select.Name!] = select.Value ?? "";
        }

        foreach (var (name, value) in typed)
        {
            values[name] = value;
        }

        using var content = new FormUrlEncodedContent(values);
        return await member.Http.PostAsync(new Uri(handler is null ? address : $"{address}?handler={handler}", UriKind.Relative), content, Cancel);
    }
}

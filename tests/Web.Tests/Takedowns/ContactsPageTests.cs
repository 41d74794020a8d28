using System.Net;
using CaseManager.Core.Access;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Takedowns;

public sealed class ContactsPageTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> RolesWithoutCases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var role in RoleName.All.Except([RoleName.Caseworker, RoleName.Supervisor]))
            {
                data.Add(role, "/contacts");
                data.Add(role, "/takedowns");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(RolesWithoutCases))]
    public async Task Page_RoleWithoutCaseWork_IsForbidden(string role, string address)
    {
        using var outsider = await StaffClient.CreateAsync(fixture.App, Cancel, role);

        using var answer = await outsider.Http.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Add_ThenConfirm_TakesTwoPeople()
    {
        using var first = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);
        using var second = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);

        using var added = await AddAsync(first, "https://pics.two-people.example/a/1", "abuse@two-people.example", "imprint");
        var own = await first.Http.GetPageAsync("/contacts", Cancel);
        var theirs = await second.Http.GetPageAsync("/contacts", Cancel);
        using var confirmed = await second.Http.SubmitAsync(theirs, "/contacts", new Dictionary<string, string>(), Cancel);
        var after = await first.Http.GetPageAsync("/contacts", Cancel);

        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.Contains("A second person has to confirm it", Row(own, "two-people.example"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        Assert.Contains("UTC", Row(after, "two-people.example"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("two words", "abuse@wrong.example", "imprint", "no host")]
    [InlineData("t.me", "abuse@wrong.example", "imprint", "directory")]
    [InlineData("wrong.example", "abuse@wrong.example, boss@wrong.example", "imprint", "plain mail address")]
    [InlineData("wrong.example", "", "imprint", "plain mail address")]
    [InlineData("wrong.example", "abuse@wrong.example", "", "where you found it")]
    public async Task Add_Slip_IsSaidAndEverythingTypedStays(string host, string address, string source, string says)
    {
        using var staff = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);

        using var answer = await AddAsync(staff, host, address, source);

        var page = await answer.ReadPageAsync(Cancel);
        Assert.Contains(says, page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            (host, address, source),
            (Value(page, "host"), Value(page, "address"), Value(page, "source")));
        Assert.DoesNotContain("wrong.example", (await staff.Http.GetPageAsync("/contacts", Cancel)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/takedowns")]
    [InlineData("/takedowns?list=to-submit")]
    [InlineData("/takedowns?list=unsent")]
    [InlineData("/takedowns?list=unknown")]
    [InlineData("/takedowns?list=due")]
    [InlineData("/takedowns?list=next-steps")]
    [InlineData("/takedowns?list=overdue")]
    [InlineData("/takedowns?list=nonsense&after=1-2")]
    public async Task Takedowns_EveryList_IsAPageThatSaysWhatItHolds(string address)
    {
        using var staff = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Supervisor);

        var page = await staff.Http.GetPageAsync(address, Cancel);

        Assert.Equal(7, page.QuerySelectorAll(".cm-tabs__link").Length);
        Assert.Single(page.QuerySelectorAll(".cm-tabs__link[aria-current=page]"));
        Assert.DoesNotContain("Empty", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AddAsync(StaffClient staff, string host, string address, string source)
    {
        var fields = new Dictionary<string, string> { ["Host"] = host, ["Address"] = address, ["Source"] = source };
        var page = await staff.Http.GetPageAsync("/contacts", Cancel);
        foreach (var confirm in page.QuerySelectorAll("table form").ToList())
        {
            confirm.Remove();
        }

        return await staff.Http.SubmitAsync(page, "/contacts", fields, Cancel);
    }

    private static string Row(AngleSharp.Html.Dom.IHtmlDocument page, string host) =>
        page.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains(host, StringComparison.Ordinal)).TextContent;

    private static string Value(AngleSharp.Html.Dom.IHtmlDocument page, string id) => page.QuerySelector($"#{id}")!.GetAttribute("value") ?? "";
}

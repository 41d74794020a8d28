using System.Net;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.TestSupport;
using CaseManager.Web.Security;

namespace CaseManager.Web.Tests.Audit;

public sealed class AuditPageTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly WebApp app = fixture.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> NotForAuditing => RolesThatMayNot.Open(Policy.Roles[Policy.Audit]);

    [Theory]
    [MemberData(nameof(NotForAuditing))]
    public async Task Heads_OtherRoles_AreRefused(string role)
    {
        using var other = await StaffClient.CreateAsync(app, Cancel, role);
        (HttpMethod Method, string Address)[] calls =
        [
            (HttpMethod.Get, "/api/staff/audit/heads"), (HttpMethod.Get, "/api/staff/audit/heads/2026-03-02"),
            (HttpMethod.Get, "/api/staff/audit/heads/2026-03-02/chains"), (HttpMethod.Post, "/api/staff/audit/heads/2026-03-02/signature"),
        ];

        foreach (var (method, address) in calls)
        {
            using var answer = await other.SendAsync(method, address, null, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Page_ByPersonKindPeriodAndCase_ShowsWhatFits()
    {
        using var auditor = await StaffClient.CreateAsync(app, Cancel, RoleName.Auditor);
        using var person = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);
        var caseId = RandomId.New();
        await HappenAsync(caseId, "CaseOpened", Actor.Staff(person.Id));
        await HappenAsync(caseId, "NeverHeardOf", Actor.Survivor);
        var reference = CaseReference.Write(caseId);

        Assert.Equal(["Case opened", "Signed in with password and code", "Invitation taken up", "Invited"], await WhatAsync(auditor, $"person={HexId.Write(person.Id)}"));
        Assert.Equal(["Case opened"], await WhatAsync(auditor, $"person={HexId.Write(person.Id)}&kind=CaseOpened"));
        Assert.Equal(["Never heard of", "Case opened"], await WhatAsync(auditor, $"reference={reference.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)}"));
        Assert.Equal(["Never heard of"], await WhatAsync(auditor, "kind=NeverHeardOf"));
        Assert.Empty(await WhatAsync(auditor, "from=2026-03-03"));
        Assert.Empty(await WhatAsync(auditor, "to=2026-03-01"));
        Assert.NotEmpty(await WhatAsync(auditor, "from=2026-03-02&to=2026-03-02"));
        Assert.Empty(await WhatAsync(auditor, "person=nobody"));
    }

    [Fact]
    public async Task Page_OfACase_NamesItByItsReferenceAlone()
    {
        using var auditor = await StaffClient.CreateAsync(app, Cancel, RoleName.Auditor);
        var caseId = RandomId.New();
        for (var i = 0; i < ListAuditEvents.PageSize + 2; i++)
        {
            await HappenAsync(caseId, "CaseOpened", Actor.Survivor);
        }

        var html = await auditor.Http.GetStringAsync(new Uri($"/audit?reference={CaseReference.Write(caseId)}", UriKind.Relative), Cancel);

        Assert.Contains($"Case {CaseReference.Write(caseId)}, {ListAuditEvents.PageSize + 2}", html, StringComparison.Ordinal);
        Assert.DoesNotContain(HexId.Write(caseId), html, StringComparison.Ordinal);
        Assert.DoesNotContain(caseId.ToString(), html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_AfterPage_ShowsEveryEventOnce()
    {
        using var auditor = await StaffClient.CreateAsync(app, Cancel, RoleName.Auditor);
        var actor = Actor.Job($"many-{RandomId.New():N}");
        var type = $"Paged{Random.Shared.Next(1_000_000)}Often";
        var cases = Enumerable.Range(0, 5).Select(_ => RandomId.New()).ToList();
        for (var i = 0; i < 230; i++)
        {
            await HappenAsync(cases[i % 5], type, actor);
        }

        List<string> seen = [];
        string? address = $"/audit?kind={type}";
        for (var pages = 0; address is not null && pages < 5; pages++)
        {
            var page = await auditor.Http.GetPageAsync(address, Cancel);
            seen.AddRange(page.QuerySelectorAll("#events tr td:last-child").Select(cell => cell.TextContent.Trim()));
            address = page.QuerySelectorAll(".cm-pages a").LastOrDefault(link => link.TextContent.Contains("Older", StringComparison.Ordinal))?.GetAttribute("href");
        }

        Assert.Equal(230, seen.Count);
        Assert.Equal(230, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("reference=xyz", "eight characters")]
    [InlineData("from=yesterday", "year, month and day")]
    [InlineData("to=9999-12-31", "year, month and day")]
    [InlineData("from=2026-03-02&to=2026-03-01", "ends before it begins")]
    public async Task Page_ASlipInTheChoice_SaysWhichAndKeepsIt(string query, string said)
    {
        using var auditor = await StaffClient.CreateAsync(app, Cancel, RoleName.Auditor);

        var page = await auditor.Http.GetPageAsync($"/audit?{query}", Cancel);

        Assert.Contains(said, page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        var field = query.Split('=', '&')[^2];
        Assert.Equal(query.Split('=')[^1], page.QuerySelector($"#{field}")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("before=nonsense")]
    [InlineData("before=99999999999999999-0011223344556677")]
    [InlineData("before=-5-0011223344556677")]
    [InlineData("kind=%3Cscript%3E")]
    public async Task Page_AnAddressSomebodyMadeUp_IsStillAPage(string query)
    {
        using var auditor = await StaffClient.CreateAsync(app, Cancel, RoleName.Auditor);

        var page = await auditor.Http.GetPageAsync($"/audit?{query}", Cancel);

        Assert.NotNull(page.QuerySelector("#heads"));
        Assert.Empty(page.QuerySelectorAll("#events script"));
    }

    private async Task HappenAsync(Guid chain, string type, Actor actor)
    {
        await using var database = fixture.Database.Open();
        await using var transaction = await database.Database.BeginTransactionAsync(Cancel);
        await new AuditLog(database, app.Clock).AppendAsync(chain, type, actor, [], Cancel);
        await transaction.CommitAsync(Cancel);
    }

    private static async Task<IReadOnlyList<string>> WhatAsync(StaffClient auditor, string query)
    {
        var page = await auditor.Http.GetPageAsync($"/audit?{query}", Cancel);
        return [.. page.QuerySelectorAll("#events th").Select(cell => cell.FirstChild!.TextContent.Trim())];
    }
}

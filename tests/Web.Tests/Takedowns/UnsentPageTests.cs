using System.Net;
using System.Security.Cryptography;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Tests.Takedowns;

/// <summary>What has not left, why, and what people may do about it.</summary>
public sealed class UnsentPageTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> NotForSuppressions => RolesThatMayNot.Open(RoleName.Administrator);

    [Theory]
    [MemberData(nameof(NotForSuppressions))]
    public async Task Suppressions_OtherRole_IsForbidden(string role)
    {
        using var outsider = await StaffClient.CreateAsync(fixture.App, Cancel, role);

        using var answer = await outsider.Http.GetAsync(new Uri("/suppressions", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Suppressions_LiftedWithAReason_IsShownWithIt_WithoutOneIsRefused()
    {
        using var administrator = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Administrator);
        await UseAsync<SuppressAddress>(suppress => suppress.RunAsync(
            new byte[32], "platform:telegram", SuppressionReasons.BadMailbox, Actor.Job("send-notices"), Cancel));

        var page = await administrator.Http.GetPageAsync("/suppressions", Cancel);
        using var refused = await administrator.Http.SubmitAsync(page, "/suppressions", new Dictionary<string, string> { ["why"] = " " }, Cancel);
        using var lifted = await administrator.Http.SubmitAsync(page, "/suppressions", new Dictionary<string, string> { ["why"] = "Confirmed by phone" }, Cancel);

        Assert.Contains("Say why", (await refused.ReadPageAsync(Cancel)).QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, lifted.StatusCode);
        var after = (await administrator.Http.GetPageAsync("/suppressions", Cancel)).QuerySelector("tbody")!.TextContent;
        Assert.Contains("Telegram", after, StringComparison.Ordinal);
        Assert.Contains("Confirmed by phone", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsent_HeldNotice_SaysHowLongAgoTheContactWasAsked_AndASecondPersonLetsItGo()
    {
        using var staff = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);
        var held = await AddHeldAsync(TimeSpan.FromHours(5));

        var page = await staff.Http.GetPageAsync("/takedowns?list=unsent", Cancel);
        var row = page.QuerySelectorAll("tbody tr").Single(one => one.InnerHtml.Contains(HexId.Write(held.Id), StringComparison.Ordinal));
        using var lifted = await staff.Http.SubmitAsync(page, "/takedowns?list=unsent", new Dictionary<string, string> { ["why"] = "It spreads" }, Cancel);

        Assert.Contains("asked about this link 5 h ago", row.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, lifted.StatusCode);
        Assert.NotNull((await ReadAsync(held)).HoldLiftedBy);
    }

    [Fact]
    public async Task AnyStaffPage_RelayDownForAQuarterOfAnHour_SaysSoToCaseworkersOnly_UntilItWorks()
    {
        using var caseworker = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);
        using var auditor = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Auditor);
        await ReportAsync(SendOutcome.RelayFailed, NoticeReasons.RelayRefusedUs);
        var early = await caseworker.Http.GetPageAsync("/contacts", Cancel);
        fixture.App.Clock.Advance(TimeSpan.FromMinutes(15));

        var late = await caseworker.Http.GetPageAsync("/contacts", Cancel);
        var unsent = await caseworker.Http.GetPageAsync("/takedowns?list=unsent", Cancel);
        var others = await auditor.Http.GetPageAsync("/audit", Cancel);
        await ReportAsync(SendOutcome.Accepted, null);
        var after = await caseworker.Http.GetPageAsync("/contacts", Cancel);

        Assert.Null(early.QuerySelector("#relay-down"));
        Assert.NotNull(late.QuerySelector("#relay-down"));
        Assert.Contains("did not let us in", unsent.QuerySelector("#relay")!.TextContent, StringComparison.Ordinal);
        Assert.Null(others.QuerySelector("#relay-down"));
        Assert.Null(after.QuerySelector("#relay-down"));
    }

    [Fact]
    public async Task AnyStaffPage_ANoticeOlderThanADay_IsTold()
    {
        using var caseworker = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);
        await Seed.AddNoticeAsync(Cancel);
        fixture.App.Clock.Advance(TimeSpan.FromHours(25));
        using var later = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);

        var page = await later.Http.GetPageAsync("/takedowns?list=unsent", Cancel);

        Assert.NotNull(page.QuerySelector("#unsent-late"));
        Assert.Contains("25 h old (too old)", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyStaffPage_TheTimeOfARecipientEndsInLessThanSixHours_AndSomethingHasNotLeft_IsTold()
    {
        var waiting = await Seed.AddNoticeAsync(Cancel);
        var now = fixture.App.Clock.GetUtcNow();
        using var caseworker = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);

        await DueAsync(waiting, now.AddHours(6).AddMinutes(1));
        var early = await caseworker.Http.GetPageAsync("/contacts", Cancel);
        await DueAsync(waiting, now.AddHours(6).AddMinutes(-1));
        var late = await caseworker.Http.GetPageAsync("/contacts", Cancel);
        await LeaveAsync(waiting);
        var left = await caseworker.Http.GetPageAsync("/contacts", Cancel);

        Assert.Null(early.QuerySelector("#unsent-soon"));
        Assert.Contains("A notice has not left", late.QuerySelector("#unsent-soon")!.TextContent, StringComparison.Ordinal);
        Assert.Null(left.QuerySelector("#unsent-soon"));
    }

    [Fact]
    public async Task AnyStaffPage_AServerDistrustsOurMail_SaysSoToCaseworkersAndAdministrators_UntilAPersonConfirmedIt()
    {
        using var caseworker = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);
        using var administrator = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Administrator);
        using var advocate = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Advocate);
        var before = await caseworker.Http.GetPageAsync("/contacts", Cancel);
        var mail = await AddReportAsync();

        Assert.Null(before.QuerySelector("#mail-distrusted"));
        Assert.Contains("because of who sent it", (await caseworker.Http.GetPageAsync("/contacts", Cancel)).QuerySelector("#mail-distrusted")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await administrator.Http.GetPageAsync("/suppressions", Cancel)).QuerySelectorAll("#mail-distrusted a"));
        Assert.NotNull((await administrator.Http.GetPageAsync("/suppressions", Cancel)).QuerySelector("#mail-distrusted"));
        Assert.Null((await advocate.Http.GetPageAsync("/", Cancel)).QuerySelector("#mail-distrusted"));

        await ConfirmAsync(mail);
        Assert.Null((await caseworker.Http.GetPageAsync("/contacts", Cancel)).QuerySelector("#mail-distrusted"));
    }

    private async Task DueAsync(SeededNotice notice, DateTimeOffset dueAt)
    {
        await using var database = fixture.Database.Open();
        await database.Set<TakedownRequest>().Where(row => row.Id == notice.RequestId).ExecuteUpdateAsync(row => row.SetProperty(request => request.DueAt, dueAt), Cancel);
    }

    private async Task LeaveAsync(SeededNotice notice)
    {
        await using var database = fixture.Database.Open();
        var row = await database.Set<Notice>().SingleAsync(one => one.Id == notice.Id, Cancel);
        var now = fixture.App.Clock.GetUtcNow();
        row.Claim("worker", now.AddMinutes(5));
        row.Begin(now, now.AddMinutes(5));
        row.Accept(now);
        await database.SaveChangesAsync(Cancel);
    }

    /// <summary>A report that stands in a case and waits for somebody.</summary>
    private async Task<Guid> AddReportAsync()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        await using var database = fixture.Database.Open();
        var now = fixture.App.Clock.GetUtcNow();
        var mail = new InboundMessage
        {
            Id = RandomId.New(),
            Folder = "inbox",
            Validity = 1,
            Uid = 1,
            RawHash = RandomNumberGenerator.GetBytes(32),
            ReceivedAt = now,
            StoredAt = now,
            Kind = MailKinds.Bounce,
            Class = AnswerClasses.BouncePolicy,
            ClassRule = "bounce.report.policy",
            MatchRule = MatchRules.Address,
            IsVerified = true,
            IsBadAddress = false,
        };
        mail.Attach(await database.Set<Notice>().SingleAsync(row => row.Id == notice.Id, Cancel), RandomId.New(), needsPerson: true);
        database.Add(mail);
        await database.SaveChangesAsync(Cancel);
        return mail.Id;
    }

    private Task ConfirmAsync(Guid mail) => UseAsync<ConfirmMail>(confirm => confirm.RunAsync(mail, RandomId.New(), AnswerClasses.BouncePolicy, Cancel));

    private NoticeSeed Seed => new(fixture.Database, new KeyFolder(fixture.App.KeyFolder), fixture.App.Clock);

    private async Task<SeededNotice> AddHeldAsync(TimeSpan ago)
    {
        var held = await Seed.AddNoticeAsync(Cancel);
        await using var database = fixture.Database.Open();
        var notice = await database.Set<Notice>().SingleAsync(row => row.Id == held.Id, Cancel);
        var now = fixture.App.Clock.GetUtcNow();
        notice.Hold(now.AddHours(60), NoticeReasons.AskedRecently, now - ago);
        await database.SaveChangesAsync(Cancel);
        return held;
    }

    private async Task<Notice> ReadAsync(SeededNotice notice)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<Notice>().AsNoTracking().SingleAsync(row => row.Id == notice.Id, Cancel);
    }

    private Task ReportAsync(SendOutcome outcome, string? reason) => UseAsync<RelayBreaker>(async breaker =>
    {
        var relay = fixture.App.Services.GetRequiredService<IOptions<SmtpOptions>>().Value.Relay;
        await breaker.AskAsync(relay, Cancel);
        await breaker.ReportAsync(relay, [new SendResult(outcome, reason, 0, null)], Cancel);
    });

    private async Task UseAsync<TService>(Func<TService, Task> use)
        where TService : notnull
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<TService>());
    }
}

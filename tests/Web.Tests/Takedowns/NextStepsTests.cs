using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Reports;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.FollowUp;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.FollowUp.Timers;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.TestSupport.Sealing;
using CaseManager.TestSupport.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace CaseManager.Web.Tests.Takedowns;

public sealed class NextStepsTests(ReleaseFixture fixture) : IClassFixture<ReleaseFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => fixture.App.Clock.GetUtcNow();

    [Fact]
    public async Task Silence_ThreeDaysLater_IsANextStepInListAndCase_AndNothingLeavesByItself()
    {
        var (her, notice) = await SendAsync("silent.example", "https://silent.example/1");
        var sent = fixture.Peer.Accepted.Count;

        await PassAsync(TimeSpan.FromDays(3));
        await fixture.SendAsync(Cancel);

        Assert.Equal(sent, fixture.Peer.Accepted.Count);
        var step = await OpenStepAsync(her);
        Assert.Equal(("reminder", "remind", true), ((string?)step["step"], (string?)step["action"], (bool)step["lookFirst"]!));
        Assert.Equal(HexId.Write(notice), (string?)step["follows"]);
        var rows = (await fixture.First.GetAsync("takedowns/next-steps", Cancel)).Json["rows"]!.AsArray();
        Assert.Contains(rows, row => (string?)row!["caseId"] == HexId.Write(her.CaseId) && (string?)row["reason"] == "reminder");
        using var page = await fixture.First.Staff.SendAsync(HttpMethod.Get, "/takedowns?list=next-steps", null, Cancel);
        Assert.Contains("Remind them, in the same thread", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reminder_LeavesInTheThread_ForTheLinksStillThereByTheirNumbers()
    {
        var (her, notice) = await SendAsync("thread.example", "https://thread.example/1", "https://thread.example/2");
        var original = Read(fixture.Peer.Accepted[^1]);
        await ObserveGoneAsync(her, "https://thread.example/1");
        await PassAsync(TimeSpan.FromDays(3));

        var preview = await fixture.First.PreviewAsync(her, ["https://thread.example/2"], Cancel, follows: notice);
        var shown = preview.Json["previews"]!.AsArray().Single()!;
        var released = await fixture.First.PostAsync(
            $"cases/{HexId.Write(her.CaseId)}/releases", fixture.First.Release(her, fixture.First.FollowingStatement(her, preview.Json, Now, notice)), Cancel);
        await fixture.SendAsync(Cancel);

        Assert.Equal((200, 201), (preview.Status, released.Status));
        Assert.Empty(shown["missing"]!.AsArray());
        Assert.Null(shown["askedAt"]);
        var mail = Read(fixture.Peer.Accepted[^1]);
        Assert.Equal($"Re: {original.Subject}", mail.Subject);
        Assert.Equal(original.MessageId, mail.InReplyTo);
        Assert.Equal([original.References[0], original.MessageId!], mail.References);
        Assert.NotEqual(original.MessageId, mail.MessageId);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("no", original.Headers["Auto-Submitted"]);
        Assert.Contains("2. https://thread.example/2", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("https://thread.example/1", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains(fixture.App.Services.GetRequiredService<MailTokens>().HumanCode(notice), mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CameBack_ItsFirstStepGoesOnInTheThread_AndSaysThatItWasGone()
    {
        const string link = "https://returns.example/1";
        var (her, notice) = await SendAsync("returns.example", link);
        var original = Read(fixture.Peer.Accepted[^1]);
        await ObserveGoneAsync(her, link);
        await fixture.ReturnLaterAsync(TimeSpan.FromDays(20), Cancel);
        var request = (string?)(await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/takedowns", Cancel)).Json["requests"]![0]!["requestId"];
        Assert.Equal(200, (await fixture.First.PostAsync($"requests/{request}/there", null, Cancel)).Status);
        await PassAsync(TimeSpan.FromDays(1));

        var reminder = await RemindAsync(her, notice, link);
        await fixture.SendAsync(Cancel);

        var mail = Read(fixture.Peer.Accepted[^1]);
        Assert.Equal(($"Re: {original.Subject}", original.MessageId), (mail.Subject, mail.InReplyTo));
        Assert.Equal([original.References[0], original.MessageId!], mail.References);
        Assert.Contains("was gone after that notice, and is available again", mail.TextBody, StringComparison.Ordinal);
        await using var database = fixture.Database.Open();
        Assert.Equal(notice, await database.Set<Notice>().Where(row => row.Id == reminder).Select(row => row.Follows).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Reminder_OnceItLeft_TakesItsStepAndSetsTheNextFromThen_AndStandsInHerLedger()
    {
        var (her, notice) = await SendAsync("ledger.example", "https://ledger.example/1");
        await PassAsync(TimeSpan.FromDays(3));
        var reminder = await RemindAsync(her, notice, "https://ledger.example/1");
        Assert.Empty(await PendingRungsAsync(her));

        fixture.App.Clock.Advance(TimeSpan.FromHours(2));
        await fixture.SendAsync(Cancel);

        Assert.Equal([("hoster.1.1", Now.AddDays(2))], await PendingRungsAsync(her));
        var ledger = (await fixture.Api.GetAsync("/api/case", her.Receipt, Cancel)).Json["ledger"]!.AsArray();
        Assert.Equal(HexId.Write(notice), (string?)ledger.Single(row => (string?)row!["noticeId"] == HexId.Write(reminder))!["follows"]);
        var steps = (await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/steps", Cancel)).Json["steps"]!.AsArray();
        Assert.Equal(("taken", HexId.Write(reminder)), ((string?)steps[0]!["state"], (string?)steps[0]!["noticeId"]));
    }

    [Fact]
    public async Task SaysRemoved_AndIsStillThere_IsContradictedAtOnce_AfterASecondPersonReadIt()
    {
        var (her, notice) = await SendAsync("claims.example", "https://claims.example/1");
        await AnswerAsync(her, AnswerClasses.SaysRemoved);
        await PassAsync(TimeSpan.FromHours(2));
        Assert.Empty(await StepsAsync(her));
        await ObserveAsync(her, TargetState.Live);
        await PassAsync(TimeSpan.FromMinutes(1));

        var preview = await fixture.First.PreviewAsync(her, ["https://claims.example/1"], Cancel, follows: notice);

        Assert.False((bool)(await OpenStepAsync(her))["lookFirst"]!);
        var shown = preview.Json["previews"]!.AsArray().Single()!;
        Assert.Contains("you told us that it was removed", (string?)shown["text"], StringComparison.Ordinal);
        Assert.True((bool)shown["needsSecondPerson"]!);
    }

    [Fact]
    public async Task Refused_HoursAfterTheNotice_ItsReminderIsNotHeldForHavingAskedLately()
    {
        var (her, notice) = await SendAsync("lately.example", "https://lately.example/1");
        await AnswerAsync(her, AnswerClasses.Refused);
        await PassAsync(TimeSpan.FromHours(5));

        var preview = await fixture.First.PreviewAsync(her, ["https://lately.example/1"], Cancel, follows: notice);
        var reminder = await RemindAsync(her, notice, "https://lately.example/1");
        await fixture.SendAsync(Cancel);

        Assert.Null(preview.Json["previews"]![0]!["askedAt"]);
        await using var database = fixture.Database.Open();
        Assert.Equal(NoticeState.Accepted, await database.Set<Notice>().Where(row => row.Id == reminder).Select(row => row.State).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Reminder_InAStatementOfTheOldVersion_IsRefused()
    {
        var (her, notice) = await SendAsync("versions.example", "https://versions.example/1");
        await PassAsync(TimeSpan.FromDays(3));
        var preview = (await fixture.First.PreviewAsync(her, ["https://versions.example/1"], Cancel, follows: notice)).Json;
        var statement = fixture.First.FollowingStatement(her, preview, Now, notice);
        statement["v"] = 2;

        var answer = await fixture.First.PostAsync($"cases/{HexId.Write(her.CaseId)}/releases", fixture.First.Release(her, statement), Cancel);

        Assert.Equal((400, "statement"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Reminder_Twice_IsRefused_AndSoIsOneBeforeItsStepCameUp()
    {
        var (her, notice) = await SendAsync("capped.example", "https://capped.example/1");

        Assert.Equal("no-open-step", (await fixture.First.PreviewAsync(her, ["https://capped.example/1"], Cancel, follows: notice)).Code);
        await PassAsync(TimeSpan.FromDays(3));
        await RemindAsync(her, notice, "https://capped.example/1");
        await fixture.SendAsync(Cancel);

        Assert.Equal("no-open-step", (await fixture.First.PreviewAsync(her, ["https://capped.example/1"], Cancel, follows: notice)).Code);
    }

    [Fact]
    public async Task Reminder_OfAnotherCasesNotice_OrForALinkItDoesNotName_IsRefused()
    {
        var (_, others) = await SendAsync("foreign.example", "https://foreign.example/1");
        var (her, own) = await SendAsync("mine.example", "https://mine.example/1");
        await PassAsync(TimeSpan.FromDays(3));

        Assert.Equal("unknown-notice", (await fixture.First.PreviewAsync(her, ["https://mine.example/1"], Cancel, follows: others)).Code);
        Assert.Equal("not-of-that-notice", (await fixture.First.PreviewAsync(her, ["https://mine.example/2"], Cancel, follows: own)).Code);
    }

    [Fact]
    public async Task Reminder_CancelledBeforeItLeft_OpensItsStepAgain()
    {
        var (her, notice) = await SendAsync("undone.example", "https://undone.example/1");
        await PassAsync(TimeSpan.FromDays(3));
        var reminder = await RemindAsync(her, notice, "https://undone.example/1");

        await fixture.First.PostAsync($"notices/{HexId.Write(reminder)}/cancel", null, Cancel);

        Assert.Equal("reminder", (string?)(await OpenStepAsync(her))["step"]);
    }

    [Fact]
    public async Task Skip_WithAReason_SetsTheNextFromNow_AndWithoutOneIsRefused()
    {
        var (her, _) = await SendAsync("skipped.example", "https://skipped.example/1");
        await PassAsync(TimeSpan.FromDays(3));
        var id = (string)(await OpenStepAsync(her))["stepId"]!;

        Assert.Equal("why", (await fixture.First.PostAsync($"steps/{id}/skip", new JsonObject { ["why"] = " " }, Cancel)).Code);
        Assert.Equal(204, (await fixture.First.PostAsync($"steps/{id}/skip", new JsonObject { ["why"] = "She is in touch with them." }, Cancel)).Status);
        Assert.Equal("wrong-state", (await fixture.First.PostAsync($"steps/{id}/skip", new JsonObject { ["why"] = "again" }, Cancel)).Code);

        Assert.Equal([("hoster.1.1", Now.AddDays(2))], await PendingRungsAsync(her));
        var steps = (await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/steps", Cancel)).Json["steps"]!.AsArray();
        Assert.Equal("She is in touch with them.", (string?)steps[0]!["reason"]);
    }

    [Fact]
    public async Task Telegram_OtherWay_IsTheOneThatNoNoticeTook_AndThenTheRegulatorsDraftToCopy()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var first = (await fixture.First.PreviewAsync(her, ["https://t.me/nextsteps/7"], Cancel)).Json;
        var form = (string)first["previews"]!.AsArray().Single(one => (string?)one!["route"] == "form")!["noticeId"]!;
        var only = new JsonObject { ["links"] = first["links"]!.DeepClone(), ["previews"] = new JsonArray(first["previews"]!.AsArray().Single(one => (string?)one!["route"] == "form")!.DeepClone()) };
        await fixture.First.PostAsync($"cases/{HexId.Write(her.CaseId)}/releases", fixture.First.Release(her, fixture.First.Statement(her, only, Now)), Cancel);
        await fixture.First.PostAsync($"notices/{form}/submitted", new JsonObject { ["at"] = Now.UtcDateTime.ToString("O", null), ["reference"] = "" }, Cancel);
        await PassAsync(TimeSpan.FromDays(3));

        // A form has no thread to remind in.
        var step = await OpenStepAsync(her);
        Assert.Equal(("other-way", form), ((string?)step["step"], (string?)step["follows"]));
        Assert.True(HexId.TryRead(form, out var formId));
        var other = await fixture.First.PreviewAsync(her, ["https://t.me/nextsteps/7"], Cancel, follows: formId);
        Assert.Equal(["mail"], other.Json["previews"]!.AsArray().Select(one => (string?)one!["route"]));
        Assert.StartsWith("From:", (string?)other.Json["previews"]![0]!["text"], StringComparison.Ordinal);

        await fixture.First.PostAsync($"steps/{(string?)step["stepId"]}/skip", new JsonObject { ["why"] = "They read forms alone." }, Cancel);
        await PassAsync(TimeSpan.FromDays(3));
        var regulator = await OpenStepAsync(her);
        Assert.Equal("regulator", (string?)regulator["step"]);
        Assert.Contains(regulator["bodies"]!.AsArray(), body => (string?)body!["id"] == "eu-dsc");
        var id = (string)regulator["stepId"]!;
        var draft = (string?)(await fixture.First.GetAsync($"steps/{id}/draft?body=eu-dsc", Cancel)).Json["text"];
        Assert.Contains("1. https://t.me/nextsteps/7", draft, StringComparison.Ordinal);
        Assert.Contains("has not answered", draft, StringComparison.Ordinal);
        Assert.Equal("unknown-body", (await fixture.First.GetAsync($"steps/{id}/draft?body=us-ftc", Cancel)).Code);
        Assert.Equal(204, (await fixture.First.PostAsync($"steps/{id}/take", new JsonObject { ["body"] = "eu-dsc", ["reference"] = "C-2026/17" }, Cancel)).Status);
        Assert.Equal([("regulator.1.2", Now.AddDays(3))], await PendingRungsAsync(her));
    }

    [Fact]
    public async Task Police_OnlyIfSheAsks_AndNoTimerEverOpensIt()
    {
        var (her, _) = await SendAsync("police.example", "https://police.example/1");
        for (var rung = 0; rung < 8; rung++)
        {
            await PassAsync(TimeSpan.FromDays(20));
            foreach (var step in (await StepsAsync(her)).Where(step => step.State == StepState.Open))
            {
                await fixture.First.PostAsync($"steps/{HexId.Write(step.Id)}/skip", new JsonObject { ["why"] = "on" }, Cancel);
            }
        }

        Assert.Equal(["reminder", "hoster", "search", "registrar", "regulator", "regulator"], (await StepsAsync(her)).Select(step => step.RungId));
        Assert.Empty(await PendingRungsAsync(her));
        var request = HexId.Write((await StepsAsync(her))[0].RequestId);
        Assert.Equal(404, (await fixture.First.PostAsync($"requests/{request}/steps", new JsonObject { ["step"] = "reminder" }, Cancel)).Status);
        Assert.Equal(204, (await fixture.First.PostAsync($"requests/{request}/steps", new JsonObject { ["step"] = "police" }, Cancel)).Status);
        Assert.Equal("police", (string?)(await OpenStepAsync(her))["step"]);
    }

    [Fact]
    public async Task Deletion_TakesStepsAndTimersAway()
    {
        var (her, _) = await SendAsync("deleted.example", "https://deleted.example/1");
        await PassAsync(TimeSpan.FromDays(3));

        Assert.NotEmpty(await StepsAsync(her));

        await fixture.Api.DeleteAsync("/api/case", new JsonObject(), her.Receipt, Cancel);

        Assert.Empty(await StepsAsync(her));
        await using var database = fixture.Database.Open();
        Assert.False(await database.Set<RequestTimer>().AnyAsync(timer => timer.CaseId == her.CaseId, Cancel));
    }

    private async Task<(SurvivorBrowser Her, Guid Notice)> SendAsync(string host, params string[] links)
    {
        var added = await fixture.First.PostAsync("contacts", new JsonObject { ["host"] = host, ["address"] = $"abuse@{host}", ["source"] = "its imprint" }, Cancel);
        await fixture.Second.PostAsync($"contacts/{(string?)added.Json["contactId"]}/confirm", null, Cancel);
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = (await fixture.First.PreviewAsync(her, links, Cancel)).Json;
        var answer = await fixture.First.PostAsync(
            $"cases/{HexId.Write(her.CaseId)}/releases", fixture.First.Release(her, fixture.First.Statement(her, preview, Now)), Cancel);
        Assert.Equal(201, answer.Status);
        await fixture.SendAsync(Cancel);
        return (her, IdOf(preview["previews"]![0]!["noticeId"]));
    }

    private async Task<Guid> RemindAsync(SurvivorBrowser her, Guid notice, string link)
    {
        var preview = (await fixture.First.PreviewAsync(her, [link], Cancel, follows: notice)).Json;
        var released = await fixture.First.PostAsync(
            $"cases/{HexId.Write(her.CaseId)}/releases", fixture.First.Release(her, fixture.First.FollowingStatement(her, preview, Now, notice)), Cancel);
        Assert.Equal(201, released.Status);
        return IdOf(preview["previews"]![0]!["noticeId"]);
    }

    private async Task PassAsync(TimeSpan time)
    {
        await fixture.ReturnLaterAsync(time, Cancel);
        await using var scope = fixture.App.Services.CreateAsyncScope();
        Assert.Empty((await scope.ServiceProvider.GetRequiredService<FireTimers>().RunAsync(Cancel)).Failed);
    }

    private async Task AnswerAsync(SurvivorBrowser her, string kind)
    {
        await using var database = fixture.Database.Open();
        (await database.Set<TakedownRequest>().SingleAsync(request => request.CaseId == her.CaseId, Cancel)).RecordAnswer(kind, Now);
        await database.SaveChangesAsync(Cancel);
        await RefreshAsync(her);
    }

    private async Task ObserveAsync(SurvivorBrowser her, TargetState seen)
    {
        await using var database = fixture.Database.Open();
        var targetId = await database.Set<TakedownRequest>().Where(request => request.CaseId == her.CaseId).Select(request => request.TargetId).SingleAsync(Cancel);
        (await database.Set<Target>().SingleAsync(target => target.Id == targetId, Cancel)).Observe(seen, Now);
        await database.SaveChangesAsync(Cancel);
        await RefreshAsync(her);
    }

    private async Task RefreshAsync(SurvivorBrowser her)
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        await using var database = fixture.Database.Open();
        var requestId = await database.Set<TakedownRequest>().Where(request => request.CaseId == her.CaseId).Select(request => request.Id).SingleAsync(Cancel);
        await scope.ServiceProvider.GetRequiredService<RequestChange>().RunAsync(requestId, _ => Task.CompletedTask, Cancel);
    }

    private async Task ObserveGoneAsync(SurvivorBrowser her, string url)
    {
        var shown = (await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/takedowns", Cancel)).Json["requests"]!.AsArray();
        var request = (string?)shown.Single(one => (string?)one!["url"] == url)!["requestId"];
        await fixture.First.PostAsync($"requests/{request}/gone", null, Cancel);
        await fixture.Second.PostAsync($"requests/{request}/gone", null, Cancel);
    }

    private async Task<JsonNode> OpenStepAsync(SurvivorBrowser her) =>
        (await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/steps", Cancel)).Json["steps"]!.AsArray().Single(step => (string?)step!["state"] == "open")!;

    private async Task<List<Escalation>> StepsAsync(SurvivorBrowser her)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<Escalation>().AsNoTracking().Where(step => step.CaseId == her.CaseId).OrderBy(step => step.OpenedAt).ToListAsync(Cancel);
    }

    private async Task<List<(string?, DateTimeOffset)>> PendingRungsAsync(SurvivorBrowser her)
    {
        await using var database = fixture.Database.Open();
        var timers = await database.Set<RequestTimer>().AsNoTracking()
            .Where(timer => timer.CaseId == her.CaseId && timer.Kind == TimerKind.Rung && timer.State == TimerState.Pending)
            .ToListAsync(Cancel);
        return [.. timers.Select(timer => (timer.Step, timer.DueAt))];
    }

    private static MimeMessage Read(ReceivedMail mail) => MimeMessage.Load(new MemoryStream(mail.Bytes), Cancel);

    private static Guid IdOf(JsonNode? id) => HexId.TryRead((string)id!, out var read) ? read : throw new FormatException("No id.");
}

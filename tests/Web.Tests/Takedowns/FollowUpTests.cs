using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.TestSupport.Sealing;
using CaseManager.TestSupport.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Tests.Takedowns;

public sealed class FollowUpTests(ReleaseFixture fixture) : IClassFixture<ReleaseFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => fixture.App.Clock.GetUtcNow();

    [Fact]
    public async Task Submitted_WithReferenceAndTime_StartsTheClockAndStandsInHerLedger()
    {
        var (her, form, _) = await ReleaseAsync("https://t.me/submitted/1");
        fixture.App.Clock.Advance(TimeSpan.FromMinutes(10));
        var at = Now.AddMinutes(-3);

        var answer = await SubmitAsync(form, at, "Ticket 4711");

        Assert.Equal(204, answer.Status);
        var takedowns = (await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/takedowns", Cancel)).Json;
        var notice = takedowns["notices"]!.AsArray().Single(one => (string)one!["noticeId"]! == form)!;
        Assert.Equal(("submitted-by-operator", "Ticket 4711"), ((string?)notice["state"], (string?)notice["reference"]));
        Assert.Equal(at, (DateTimeOffset)takedowns["requests"]![0]!["clockStartedAt"]!);
        Assert.Equal("no_fixed_time", (string?)takedowns["requests"]![0]!["dueReason"]);
        Assert.Equal((true, null), ((bool)takedowns["requests"]![0]!["looks"]!["needsEyes"]!, takedowns["requests"]![0]!["looks"]!["nextAt"]));
        var ledger = (await fixture.Api.GetAsync("/api/case", her.Receipt, Cancel)).Json["ledger"]!.AsArray();
        Assert.Equal("sent", (string?)ledger.Single(one => (string)one!["noticeId"]! == form)!["label"]);
    }

    /// <summary>No program sees a place that tells programs something else: what people saw counts both ways.</summary>
    [Fact]
    public async Task There_AfterTwoPeopleSawItGone_AsksForItAgain()
    {
        var (her, form, _) = await ReleaseAsync("https://t.me/again/1");
        await SubmitAsync(form, Now, "Ticket 1");
        var request = HexId.Write((await RequestOfAsync(her)).Id);
        await fixture.First.PostAsync($"requests/{request}/gone", null, Cancel);
        await fixture.Second.PostAsync($"requests/{request}/gone", null, Cancel);
        Assert.Equal(RequestState.Watching, (await RequestOfAsync(her)).State);

        var answer = await fixture.First.PostAsync($"requests/{request}/there", null, Cancel);

        Assert.Equal("reappeared", (string?)answer.Json["target"]);
        Assert.Equal(RequestState.Active, (await RequestOfAsync(her)).State);
    }

    [Fact]
    public async Task Resume_OnceSheAgreesAgain_LetsTheRequestGoOn_AndNotBefore()
    {
        var (her, form, _) = await ReleaseAsync("https://t.me/resumed/1");
        await SubmitAsync(form, Now, "Ticket 2");
        var request = HexId.Write((await RequestOfAsync(her)).Id);
        await using (var scope = fixture.App.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<RequestChange>().RunAsync(
                (await RequestOfAsync(her)).Id,
                row =>
                {
                    row.Hold();
                    return Task.CompletedTask;
                },
                Cancel);
        }

        await using var database = fixture.Database.Open();
        var consents = database.Set<Consent>().Where(consent => consent.CaseId == her.CaseId && consent.Purpose == ConsentPurposes.SendLinks);
        await consents.ExecuteUpdateAsync(row => row.SetProperty(consent => consent.WithdrawnAt, Now), Cancel);
        Assert.Equal("no-consent", (await fixture.First.PostAsync($"requests/{request}/resume", null, Cancel)).Code);
        await consents.ExecuteUpdateAsync(row => row.SetProperty(consent => consent.WithdrawnAt, (DateTimeOffset?)null), Cancel);

        Assert.Equal(204, (await fixture.First.PostAsync($"requests/{request}/resume", null, Cancel)).Status);
        Assert.Equal(RequestState.Active, (await RequestOfAsync(her)).State);
        Assert.Equal("wrong-state", (await fixture.First.PostAsync($"requests/{request}/resume", null, Cancel)).Code);
    }

    /// <summary>Blocked in some countries is not removed: it is an end of its own, in words of its own for both.</summary>
    [Fact]
    public async Task Close_BlockedInSomeCountriesOnly_IsAnOutcomeOfItsOwn_InStaffsAndInHerWords()
    {
        var (her, form, _) = await ReleaseAsync("https://t.me/blockedhere/1");
        await SubmitAsync(form, Now, "Ticket 5");
        var request = HexId.Write((await RequestOfAsync(her)).Id);

        Assert.Equal(204, (await fixture.First.PostAsync($"requests/{request}/close", new JsonObject { ["outcome"] = "geo_blocked_only" }, Cancel)).Status);

        var shown = (await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/takedowns", Cancel)).Json;
        Assert.Equal(("closed", "geo_blocked_only"), ((string?)shown["requests"]![0]!["state"], (string?)shown["requests"]![0]!["outcome"]));
        Assert.Equal("geo_blocked_only", (string?)shown["story"]!.AsArray().Single(line => (string?)line!["code"] == "request-closed")!["detail"]);
        var hers = (await fixture.Api.GetAsync("/api/case", her.Receipt, Cancel)).Json["story"]!.AsArray();
        Assert.Equal("geo_blocked_only", (string?)hers.Single(line => (string?)line!["code"] == "request-closed")!["detail"]);
        await using var scope = fixture.App.Services.CreateAsyncScope();
        var staff = scope.ServiceProvider.GetRequiredService<IStringLocalizer<CasesText>>();
        var survivor = scope.ServiceProvider.GetRequiredService<IStringLocalizer<PublicText>>();
        foreach (var outcome in RequestOutcomes.All)
        {
            Assert.False(staff[$"Code.outcome.{outcome}"].ResourceNotFound, outcome);

            // Two spellings of one link: for her nothing ended.
            Assert.Equal(outcome == RequestOutcomes.Duplicate, survivor[$"script.outcome-{outcome}"].ResourceNotFound);
        }
    }

    [Fact]
    public async Task Submitted_FormShowsItsFieldsInOrder()
    {
        var (her, form, _) = await ReleaseAsync("https://t.me/fields/1");

        var takedowns = (await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/takedowns", Cancel)).Json;

        var shown = takedowns["notices"]!.AsArray().Single(one => (string)one!["noticeId"]! == form)!["form"]!;
        Assert.Equal("https://telegram.org/dsa-report", (string?)shown["address"]);
        Assert.Equal(
            ["notifier_name", "notifier_email", "links", "explanation", "good_faith"], shown["fields"]!.AsArray().Select(field => (string)field!["id"]!));
    }

    [Theory]
    [InlineData(5, "in-the-future")]
    [InlineData(-5, "before-sealing")]
    public async Task Submitted_AtAnImpossibleTime_IsRefused(int minutes, string code)
    {
        var (_, form, _) = await ReleaseAsync($"https://t.me/impossible{minutes + 10}/1");

        var answer = await SubmitAsync(form, Now.AddMinutes(minutes), "");

        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Submitted_Twice_IsOneSubmission_AndByAnotherPersonAConflict()
    {
        var (_, form, _) = await ReleaseAsync("https://t.me/doubleclick/1");
        var at = Now;

        Assert.Equal(204, (await SubmitAsync(form, at, "1")).Status);
        Assert.Equal(204, (await SubmitAsync(form, at, "1")).Status);
        var other = await fixture.Second.PostAsync($"notices/{form}/submitted", Submission(at, "2"), Cancel);

        Assert.Equal((409, "wrong-state"), (other.Status, other.Code));
    }

    [Fact]
    public async Task Gone_SeenByTwoPeople_EndsTheAskingInEveryCase()
    {
        var (her, _, _) = await ReleaseAsync("https://t.me/gone/1");
        var (other, _, _) = await ReleaseAsync("https://t.me/gone/1");
        var request = await RequestOfAsync(her);

        var first = await fixture.First.PostAsync($"requests/{HexId.Write(request.Id)}/gone", null, Cancel);
        var again = await fixture.First.PostAsync($"requests/{HexId.Write(request.Id)}/gone", null, Cancel);
        var second = await fixture.Second.PostAsync($"requests/{HexId.Write(request.Id)}/gone", null, Cancel);

        Assert.Equal("suspected-gone", (string?)first.Json["target"]);
        Assert.Equal("suspected-gone", (string?)again.Json["target"]);
        Assert.Equal("gone", (string?)second.Json["target"]);
        Assert.Equal(RequestState.Watching, (await RequestOfAsync(her)).State);
        Assert.Equal(RequestState.Watching, (await RequestOfAsync(other)).State);
    }

    [Fact]
    public async Task Withdraw_OneNoticeHadLeft_StopsTheOtherAndOffersToTakeThatBack_AndNothingLeavesByItself()
    {
        var (her, form, _) = await ReleaseAsync("https://t.me/takenback/1");
        Assert.Equal("nothing-left", (await fixture.First.GetAsync($"notices/{form}/rescission", Cancel)).Code);
        await SubmitAsync(form, Now, "Ticket 7");
        Assert.Equal("nothing-left", (await fixture.First.GetAsync($"notices/{form}/rescission", Cancel)).Code);
        var left = fixture.Peer.Accepted.Count;

        var withdrawn = await fixture.Api.DeleteAsync(
            $"/api/case/consents/{ConsentPurposes.SendLinks}", new JsonObject { ["objects"] = new JsonArray(her.Next("consent", "{}")) }, her.Receipt, Cancel);

        Assert.Equal(1, (int)withdrawn.Json["stopped"]!);
        var text = (string)(await fixture.First.GetAsync($"notices/{form}/rescission?language=ko", Cancel)).Json["text"]!;
        Assert.Contains("1. https://t.me/takenback/1", text, StringComparison.Ordinal);
        Assert.Contains("철회", text, StringComparison.Ordinal);
        Assert.Equal("language", (await fixture.First.GetAsync($"notices/{form}/rescission?language=xx", Cancel)).Code);
        Assert.Equal(left, fixture.Peer.Accepted.Count);
    }

    [Fact]
    public async Task Withdraw_WhileItIsWatched_LetsItRest_AndWhatIsBackWhenSheAgreesAgainIsANewRound()
    {
        var (her, _, _) = await ReleaseAsync("https://t.me/watchedrest/1");
        var request = HexId.Write((await RequestOfAsync(her)).Id);
        await fixture.First.PostAsync($"requests/{request}/gone", null, Cancel);
        await fixture.Second.PostAsync($"requests/{request}/gone", null, Cancel);
        await fixture.Api.DeleteAsync(
            $"/api/case/consents/{ConsentPurposes.SendLinks}", new JsonObject { ["objects"] = new JsonArray(her.Next("consent", "{}")) }, her.Receipt, Cancel);
        Assert.Equal(RequestState.OnHold, (await RequestOfAsync(her)).State);

        // It is there again: nothing is asked for her, whoever saw it.
        await fixture.First.PostAsync($"requests/{request}/there", null, Cancel);
        Assert.Equal(RequestState.OnHold, (await RequestOfAsync(her)).State);
        await fixture.Api.PutAsync($"/api/case/consents/{ConsentPurposes.SendLinks}", new JsonObject { ["objects"] = new JsonArray(her.Next("consent", "{}")) }, her.Receipt, Cancel);
        Assert.Equal(204, (await fixture.First.PostAsync($"requests/{request}/resume", null, Cancel)).Status);

        var row = await RequestOfAsync(her);
        Assert.Equal((RequestState.Active, 2), (row.State, row.Round));
    }

    [Fact]
    public async Task Answer_IsSealedUnderTheStaffsKeyAndMovesNothing()
    {
        var (her, form, _) = await ReleaseAsync("https://t.me/answered/1");
        await SubmitAsync(form, Now, "");
        var notes = HybridKey.PublicKeyOf(new byte[32]);
        await using (var database = fixture.Database.Open())
        {
            database.Add(new CaseKeyPair { CaseId = her.CaseId, KeyPair = KeyPairName.N, Generation = 0, PublicKey = notes });
            await database.SaveChangesAsync(Cancel);
        }

        var request = await RequestOfAsync(her);
        var answer = await fixture.First.PostAsync(
            $"requests/{HexId.Write(request.Id)}/answer",
            new JsonObject
            {
                ["kind"] = AnswerClasses.SaysRemoved,
                ["receivedAt"] = Instant(Now),
                ["objects"] = new JsonArray(fixture.First.Next(her, KeyPairName.N, ObjectKinds.Answer, notes)),
            },
            Cancel);

        Assert.Equal(204, answer.Status);
        var after = await RequestOfAsync(her);
        Assert.Equal((RequestState.Active, AnswerClasses.SaysRemoved), (after.State, after.Answer));
        var hers = (await fixture.Api.GetAsync("/api/case", her.Receipt, Cancel)).Json["objects"]!.AsArray();
        Assert.DoesNotContain(hers, one => (string)one!["kind"]! == ObjectKinds.Answer);
    }

    [Fact]
    public async Task Cancel_LastNotice_LetsTheRequestRest_AndItCanBeReleasedAgain()
    {
        var (her, form, mail) = await ReleaseAsync("https://t.me/cancelled/1");

        await fixture.First.PostAsync($"notices/{form}/cancel", null, Cancel);
        Assert.Equal(RequestState.Active, (await RequestOfAsync(her)).State);
        await fixture.First.PostAsync($"notices/{mail}/cancel", null, Cancel);

        Assert.Equal(RequestState.OnHold, (await RequestOfAsync(her)).State);
        await ReleaseAsync("https://t.me/cancelled/1", her);
        Assert.Equal(RequestState.Active, (await RequestOfAsync(her)).State);
    }

    [Fact]
    public async Task Resolve_RefusedForGood_IsSentOnceMoreByAPerson()
    {
        var (_, _, mail) = await ReleaseAsync("https://t.me/resolved/1");
        // What other tests approved leaves first, so that the refusal meets this notice.
        await fixture.SendAsync(Cancel);
        await ApproveAsync(mail);
        fixture.Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("550 5.2.1 Not now"));
        await fixture.SendAsync(Cancel);
        Assert.Contains(await ListAsync("unsent"), row => (string?)row!["noticeId"] == mail);

        var answer = await fixture.First.PostAsync($"notices/{mail}/resolve", new JsonObject { ["as"] = "send-again" }, Cancel);
        await fixture.SendAsync(Cancel);

        Assert.Equal(204, answer.Status);
        Assert.DoesNotContain(await ListAsync("unsent"), row => (string?)row!["noticeId"] == mail);
    }

    [Fact]
    public async Task Lists_ShowEveryNoticeThatWaits()
    {
        var (_, form, mail) = await ReleaseAsync("https://t.me/listed/1");

        Assert.Contains(await ListAsync("to-submit"), row => (string?)row!["noticeId"] == form);
        Assert.Contains(await ListAsync("to-approve"), row => (string?)row!["noticeId"] == mail && (string?)row["recipientName"] == "Telegram");

        await ApproveAsync(mail);

        Assert.Contains(await ListAsync("unsent"), row => (string?)row!["noticeId"] == mail);
    }

    [Theory]
    [InlineData("telegram.me", "abuse@somewhere.example", "host-has-record")]
    [InlineData("host-two.example", "dsa.telegram@edsr.eu", "never-address")]
    [InlineData("host-two.example", "Support <DSA.Telegram+x@EDSR.eu>", "never-address")]
    [InlineData("host-two.example", "no address", "address")]
    [InlineData("host-two.example", "two@a.example, three@b.example", "address")]
    [InlineData("", "abuse@somewhere.example", "host")]
    public async Task Contact_ThatMayNotBeUsed_IsRefused(string host, string address, string code)
    {
        var answer = await AddContactAsync(host, address);

        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task Contact_ConfirmedByWhoTypedIt_IsRefused()
    {
        var added = await AddContactAsync("host-three.example", "abuse@host-three.example");
        var path = $"contacts/{(string)added.Json["contactId"]!}/confirm";

        var same = await fixture.First.PostAsync(path, null, Cancel);
        var other = await fixture.Second.PostAsync(path, null, Cancel);

        Assert.Equal((409, "same-person"), (same.Status, same.Code));
        Assert.Equal(204, other.Status);
    }

    [Fact]
    public async Task Contact_NotConfirmed_IsNoRecipient()
    {
        await AddContactAsync("host-four.example", "abuse@host-four.example");
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);

        var answer = await fixture.First.PreviewAsync(her, ["https://host-four.example/x"], Cancel);

        Assert.Equal("no-confirmed-contact", answer.Code);
    }

    private async Task<(SurvivorBrowser Her, string Form, string Mail)> ReleaseAsync(string link, SurvivorBrowser? survivor = null)
    {
        var her = survivor ?? await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = (await fixture.First.PreviewAsync(her, [link], Cancel)).Json;
        var answer = await fixture.First.PostAsync(
            $"cases/{HexId.Write(her.CaseId)}/releases", fixture.First.Release(her, fixture.First.Statement(her, preview, Now)), Cancel);
        Assert.Equal(201, answer.Status);
        return (her, (string)preview["previews"]![0]!["noticeId"]!, (string)preview["previews"]![1]!["noticeId"]!);
    }

    private async Task ApproveAsync(string noticeId)
    {
        Assert.True(HexId.TryRead(noticeId, out var id));
        await using var database = fixture.Database.Open();
        var hash = await database.Set<Notice>().Where(notice => notice.Id == id).Select(notice => notice.PreviewHash).SingleAsync(Cancel);
        var answer = await fixture.Second.PostAsync(
            $"notices/{noticeId}/approve", new JsonObject { ["previewHash"] = System.Buffers.Text.Base64Url.EncodeToString(hash) }, Cancel);
        Assert.Equal(204, answer.Status);
    }

    private Task<ApiAnswer> SubmitAsync(string noticeId, DateTimeOffset at, string reference) =>
        fixture.First.PostAsync($"notices/{noticeId}/submitted", Submission(at, reference), Cancel);

    private static JsonObject Submission(DateTimeOffset at, string reference) => new() { ["at"] = Instant(at), ["reference"] = reference };

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private Task<ApiAnswer> AddContactAsync(string host, string address) => fixture.First.PostAsync(
        "contacts", new JsonObject { ["host"] = host, ["address"] = address, ["source"] = "its imprint" }, Cancel);

    private async Task<IReadOnlyList<JsonNode?>> ListAsync(string list) => [.. (await fixture.First.GetAsync($"takedowns/{list}", Cancel)).Json["rows"]!.AsArray()];

    private async Task<TakedownRequest> RequestOfAsync(SurvivorBrowser her)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<TakedownRequest>().AsNoTracking().SingleAsync(request => request.CaseId == her.CaseId, Cancel);
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.TestSupport.Sealing;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace CaseManager.Web.Tests.Takedowns;

public sealed class ReleaseTests(ReleaseFixture fixture) : IClassFixture<ReleaseFixture>
{
    private static readonly string[] Telegram = ["t.me/somechannel/123", "https://t.me/somechannel/124"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preview_ShowsFormThenMail_AndHashesExactlyWhatItShows()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);

        var answer = await fixture.First.PreviewAsync(her, Telegram, Cancel);

        Assert.Equal(200, answer.Status);
        var previews = answer.Json["previews"]!.AsArray();
        Assert.Equal(["form", "mail"], previews.Select(preview => (string)preview!["route"]!));
        Assert.All(previews, preview => Assert.Equal(
            (string)preview!["hash"]!, Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes((string)preview["text"]!)))));
        Assert.All(previews, preview => Assert.Contains("https://t.me/somechannel/123", (string)preview!["text"]!, StringComparison.Ordinal));
        Assert.All(previews, preview => Assert.Empty(preview!["missing"]!.AsArray()));
    }

    [Fact]
    public async Task Preview_WithoutConsent_IsRefused()
    {
        var her = await fixture.OpenCaseAsync(Cancel);

        var answer = await fixture.First.PreviewAsync(her, Telegram, Cancel);

        Assert.Equal((409, "no-consent"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Preview_StoresNothing()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);

        await fixture.First.PreviewAsync(her, ["https://t.me/neverkept/1"], Cancel);

        await using var database = fixture.Database.Open();
        Assert.False(await database.Set<Notice>().AnyAsync(notice => notice.CaseId == her.CaseId, Cancel));
        Assert.False(await database.Set<TakedownRequest>().AnyAsync(request => request.CaseId == her.CaseId, Cancel));
    }

    [Theory]
    [InlineData("several-recipients", "https://t.me/one/1", "https://www.reddit.com/r/one/comments/abc")]
    [InlineData("link-twice", "https://t.me/one/1", "t.me/one/1")]
    [InlineData("link-not-understood", "no link at all")]
    [InlineData("no-confirmed-contact", "https://unheard-of.example/picture")]
    public async Task Preview_LinksThatMakeNoNotice_AreRefused(string code, params string[] links)
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);

        var answer = await fixture.First.PreviewAsync(her, links, Cancel);

        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task Release_ToAConfirmedContact_LeavesWordForWordAsItWasShown()
    {
        await ConfirmContactAsync("host-one.example", "abuse@host-one.example");
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = await fixture.First.PreviewAsync(her, ["https://www.host-one.example/picture?id=7"], Cancel);

        var released = await ReleaseAsync(her, preview.Json);
        await fixture.SendAsync(Cancel);

        Assert.Equal(201, released.Status);
        var text = (string)preview.Json["previews"]![0]!["text"]!;
        var sent = fixture.Peer.Accepted.Last(mail => mail.Recipients[0].StartsWith("<abuse@host-one.example>", StringComparison.Ordinal));
        using var message = await MimeMessage.LoadAsync(new MemoryStream(sent.Bytes), Cancel);
        Assert.Equal(text, $"From: {message.From}\nTo: {message.To}\nReply-To: {message.ReplyTo}\nSubject: {message.Subject}\n\n{message.TextBody!.ReplaceLineEndings("\n")}".Replace("\"Example Helpline\"", "Example Helpline", StringComparison.Ordinal));
        Assert.StartsWith("<bounce+", sent.Sender, StringComparison.Ordinal);
        var ledger = (await fixture.Api.GetAsync("/api/case", her.Receipt, Cancel)).Json["ledger"]!.AsArray().Single()!;
        Assert.Equal(("sent", "mail", "host-one.example"), ((string?)ledger["label"], (string?)ledger["route"], (string?)ledger["platform"]));
        Assert.Equal((string?)preview.Json["previews"]![0]!["hash"], (string?)ledger["previewHash"]);
        Assert.NotNull((string?)ledger["leftAt"]);
    }

    [Fact]
    public async Task Release_ToAnAddressThatDoesNotExist_IsRefusedBeforeAnythingIsSealed()
    {
        await ConfirmContactAsync("host-dead.example", "abuse@host-dead.example");
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = await fixture.First.PreviewAsync(her, ["https://host-dead.example/1"], Cancel);
        await fixture.SuppressAsync("abuse@host-dead.example", Cancel);

        var released = await ReleaseAsync(her, preview.Json);
        var again = await fixture.First.PreviewAsync(her, ["https://host-dead.example/1"], Cancel);

        Assert.Equal((409, "address-suppressed"), (released.Status, released.Code));
        Assert.Equal((409, "address-suppressed"), (again.Status, again.Code));
        await using var database = fixture.Database.Open();
        Assert.False(await database.Set<Notice>().AnyAsync(notice => notice.CaseId == her.CaseId, Cancel));
    }

    [Fact]
    public async Task Release_ToTelegram_FormWaitsForAPersonAndMailForASecondOne()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = await fixture.First.PreviewAsync(her, ["https://t.me/waiting/1"], Cancel);

        var released = await ReleaseAsync(her, preview.Json);

        Assert.Equal(
            [("form", "awaiting-operator"), ("mail", "sealed")],
            released.Json["notices"]!.AsArray().Select(notice => ((string)notice!["route"]!, (string)notice["state"]!)));
    }

    [Fact]
    public async Task Approve_BySecondPerson_LetsItLeave_BySameNot()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = await fixture.First.PreviewAsync(her, ["https://t.me/approving/1"], Cancel);
        await ReleaseAsync(her, preview.Json);
        var mail = preview.Json["previews"]![1]!;
        var path = $"notices/{(string)mail["noticeId"]!}/approve";

        var same = await fixture.First.PostAsync(path, new JsonObject { ["previewHash"] = (string)mail["hash"]! }, Cancel);
        var other = await fixture.Second.PostAsync(path, new JsonObject { ["previewHash"] = Base64Url.EncodeToString(new byte[32]) }, Cancel);
        var right = await fixture.Second.PostAsync(path, new JsonObject { ["previewHash"] = (string)mail["hash"]! }, Cancel);
        await fixture.SendAsync(Cancel);

        Assert.Equal((409, "same-person"), (same.Status, same.Code));
        Assert.Equal((409, "preview-changed"), (other.Status, other.Code));
        Assert.Equal(204, right.Status);
        Assert.Equal(NoticeState.Accepted, (await ReadNoticeAsync((string)mail["noticeId"]!)).State);
    }

    [Theory]
    [InlineData("adultAtCapture", "unsure", "adult-not-confirmed")]
    [InlineData("consent", "statistics", "statement")]
    [InlineData("caseId", "00000000000000000000000000000001", "statement-elsewhere")]
    [InlineData("instance", "00000000000000000000000000000001", "statement-elsewhere")]
    [InlineData("by", "00000000000000000000000000000001", "statement-elsewhere")]
    [InlineData("at", "2020-01-01T00:00:00Z", "statement-elsewhere")]
    [InlineData("regime", "au-osa-77", "regime-not-available")]
    [InlineData("ownWork", "perhaps", "statement")]
    [InlineData("more", "than asked", "statement")]
    public async Task Release_StatementDoesNotHold_StoresNothing(string property, string value, string code)
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = await fixture.First.PreviewAsync(her, ["https://t.me/strict/1"], Cancel);
        var statement = fixture.First.Statement(her, preview.Json, fixture.App.Clock.GetUtcNow());
        statement[property] = value;

        var answer = await fixture.First.PostAsync(Path(her), fixture.First.Release(her, statement), Cancel);

        Assert.Equal(code, answer.Code);
        await AssertNothingStoredAsync(her);
    }

    [Fact]
    public async Task Release_AnotherRenderingThanShown_IsRefused()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = await fixture.First.PreviewAsync(her, ["https://t.me/changed/1"], Cancel);
        var statement = fixture.First.Statement(her, preview.Json, fixture.App.Clock.GetUtcNow());
        statement["notices"]![0]!["previewHash"] = Base64Url.EncodeToString(new byte[32]);

        var answer = await fixture.First.PostAsync(Path(her), fixture.First.Release(her, statement), Cancel);

        Assert.Equal((409, "preview-changed"), (answer.Status, answer.Code));
        await AssertNothingStoredAsync(her);
    }

    [Fact]
    public async Task Release_SignedBySomebodyElse_IsRefused()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = await fixture.First.PreviewAsync(her, ["https://t.me/signed/1"], Cancel);
        var statement = fixture.First.Statement(her, preview.Json, fixture.App.Clock.GetUtcNow());
        var body = fixture.First.Release(her, statement);
        body["signature"] = (string)fixture.Second.Release(her, statement)["signature"]!;

        var answer = await fixture.First.PostAsync(Path(her), body, Cancel);

        Assert.Equal((400, "signature"), (answer.Status, answer.Code));
        await AssertNothingStoredAsync(her);
    }

    [Fact]
    public async Task Release_HerCopyIsNoFileOfOurs_StoresNothing()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = await fixture.First.PreviewAsync(her, ["https://t.me/garbled/1"], Cancel);
        var body = fixture.First.Release(her, fixture.First.Statement(her, preview.Json, fixture.App.Clock.GetUtcNow()));
        body["objects"]![1]!["file"] = Base64Url.EncodeToString(new byte[6000]);

        var answer = await fixture.First.PostAsync(Path(her), body, Cancel);

        Assert.Equal((400, "not-an-age-file"), (answer.Status, answer.Code));
        await AssertNothingStoredAsync(her);
    }

    [Fact]
    public async Task Release_ConsentWithdrawnAfterThePreview_IsRefused()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = await fixture.First.PreviewAsync(her, ["https://t.me/late/1"], Cancel);
        await WithdrawAsync(her);

        var answer = await ReleaseAsync(her, preview.Json);

        Assert.Equal((409, "no-consent"), (answer.Status, answer.Code));
        await AssertNothingStoredAsync(her);
    }

    [Fact]
    public async Task Release_PostedTwice_IsOneRelease()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = await fixture.First.PreviewAsync(her, ["https://t.me/twice/1"], Cancel);
        var body = fixture.First.Release(her, fixture.First.Statement(her, preview.Json, fixture.App.Clock.GetUtcNow()));

        var first = await fixture.First.PostAsync(Path(her), body, Cancel);
        var second = await fixture.First.PostAsync(Path(her), body, Cancel);

        Assert.Equal((201, 201), (first.Status, second.Status));
        await using var database = fixture.Database.Open();
        Assert.Equal(2, await database.Set<Notice>().CountAsync(notice => notice.CaseId == her.CaseId, Cancel));
        Assert.Equal(1, await database.Set<Release>().CountAsync(release => release.CaseId == her.CaseId, Cancel));
    }

    [Fact]
    public async Task Release_TwoCaseworkersAtOnce_OneWinsAndTheOtherIsTold()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var previews = await Task.WhenAll(
            fixture.First.PreviewAsync(her, ["https://t.me/race/1"], Cancel), fixture.Second.PreviewAsync(her, ["https://t.me/race/1"], Cancel));
        var now = fixture.App.Clock.GetUtcNow();

        var answers = await Task.WhenAll(
            fixture.First.PostAsync(Path(her), fixture.First.Release(her, fixture.First.Statement(her, previews[0].Json, now)), Cancel),
            fixture.Second.PostAsync(Path(her), fixture.Second.Release(her, fixture.Second.Statement(her, previews[1].Json, now)), Cancel));

        Assert.Equal([201, 409], answers.Select(answer => answer.Status).Order());
        Assert.Equal("already-released", answers.Single(answer => answer.Status == 409).Code);
    }

    [Fact]
    public async Task Release_SameLinkInTwoCases_IsOneTargetAndTwoRequests()
    {
        var one = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var other = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);

        var answers = await Task.WhenAll(ReleaseLinkAsync(one, "https://t.me/shared/1"), ReleaseLinkAsync(other, "t.me/shared/1"));

        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        await using var database = fixture.Database.Open();
        var requests = await database.Set<TakedownRequest>()
            .Where(request => request.CaseId == one.CaseId || request.CaseId == other.CaseId).ToListAsync(Cancel);
        Assert.Equal(2, requests.Count);
        Assert.Single(requests.DistinctBy(request => request.TargetId));
    }

    [Fact]
    public async Task Withdraw_StopsWhatHasNotLeft_AndANewConsentLetsItBeReleasedAgain()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        await ReleaseLinkAsync(her, "https://t.me/withdrawn/1");

        var withdrawn = await WithdrawAsync(her);

        Assert.Equal(2, (int)withdrawn.Json["stopped"]!);
        var ledger = (await fixture.Api.GetAsync("/api/case", her.Receipt, Cancel)).Json["ledger"]!.AsArray();
        Assert.All(ledger, entry => Assert.Equal("stopped", (string?)entry!["label"]));
        await using (var database = fixture.Database.Open())
        {
            Assert.True(await database.Set<TakedownRequest>().Where(request => request.CaseId == her.CaseId).AllAsync(request => request.State == RequestState.OnHold, Cancel));
        }

        await fixture.Api.PutAsync($"/api/case/consents/{ConsentPurposes.SendLinks}", new JsonObject { ["objects"] = new JsonArray(her.Next("consent", "{}")) }, her.Receipt, Cancel);
        Assert.Equal(201, (await ReleaseLinkAsync(her, "https://t.me/withdrawn/1")).Status);
    }

    [Fact]
    public async Task Release_NoTableShowsTheLink()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        await ReleaseLinkAsync(her, "https://t.me/canaryneverinatable/77");

        // The owner sees them all; the app may not read what is counted.
        await using var database = new CaseManagerDbContext(CaseManagerDatabase.Options(fixture.Database.Owner));
        var tables = await database.Database.SqlQuery<string>(
            $"select format('%I.%I', table_schema, table_name) as \"Value\" from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')")
            .ToListAsync(Cancel);
        await database.Database.OpenConnectionAsync(Cancel);
        foreach (var table in tables)
        {
            await using var command = database.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select count(*) from {table} t where t::text like '%canaryneverinatable%' or t::text like '%{Convert.ToHexStringLower("canaryneverinatable"u8)}%'";
            Assert.Equal(0L, await command.ExecuteScalarAsync(Cancel));
        }
    }

    /// <summary>What was damaged where it rests cannot be shown; everything else of the case can.</summary>
    [Fact]
    public async Task Takedowns_WhatIsStoredOfANoticeIsDamaged_AreShownWithoutIt()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        await ReleaseLinkAsync(her, "https://t.me/damaged/1");
        var seed = new NoticeSeed(fixture.Database, new KeyFolder(fixture.App.KeyFolder), fixture.App.Clock);
        var before = (await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/takedowns", Cancel)).Json["notices"]!.AsArray();
        foreach (var notice in before)
        {
            Assert.True(HexId.TryRead((string)notice!["noticeId"]!, out var id));
            await seed.DamageAsync(id, "payload", Cancel);
        }

        var after = await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/takedowns", Cancel);

        Assert.Contains(before, notice => notice!["form"] is not null);
        Assert.Equal(200, after.Status);
        Assert.Equal(2, after.Json["notices"]!.AsArray().Count);
        Assert.All(after.Json["notices"]!.AsArray(), notice => Assert.Null(notice!["form"]));
    }

    private static string Path(SurvivorBrowser her) => $"cases/{HexId.Write(her.CaseId)}/releases";

    private async Task<ApiAnswer> ReleaseLinkAsync(SurvivorBrowser her, string link) =>
        await ReleaseAsync(her, (await fixture.First.PreviewAsync(her, [link], Cancel)).Json);

    private Task<ApiAnswer> ReleaseAsync(SurvivorBrowser her, JsonObject preview) => fixture.First.PostAsync(
        Path(her), fixture.First.Release(her, fixture.First.Statement(her, preview, fixture.App.Clock.GetUtcNow())), Cancel);

    private Task<ApiAnswer> WithdrawAsync(SurvivorBrowser her) => fixture.Api.DeleteAsync(
        $"/api/case/consents/{ConsentPurposes.SendLinks}", new JsonObject { ["objects"] = new JsonArray(her.Next("consent", "{}")) }, her.Receipt, Cancel);

    private async Task ConfirmContactAsync(string host, string address)
    {
        var added = await fixture.First.PostAsync(
            "contacts", new JsonObject { ["host"] = host, ["address"] = address, ["source"] = "its imprint" }, Cancel);
        await fixture.Second.PostAsync($"contacts/{(string)added.Json["contactId"]!}/confirm", null, Cancel);
    }

    private async Task<Notice> ReadNoticeAsync(string noticeId)
    {
        Assert.True(HexId.TryRead(noticeId, out var id));
        await using var database = fixture.Database.Open();
        return await database.Set<Notice>().AsNoTracking().SingleAsync(notice => notice.Id == id, Cancel);
    }

    private async Task AssertNothingStoredAsync(SurvivorBrowser her)
    {
        await using var database = fixture.Database.Open();
        Assert.False(await database.Set<Notice>().AnyAsync(notice => notice.CaseId == her.CaseId, Cancel));
        Assert.False(await database.Set<TakedownRequest>().AnyAsync(request => request.CaseId == her.CaseId, Cancel));
        Assert.False(await database.Set<Release>().AnyAsync(release => release.CaseId == her.CaseId, Cancel));
    }
}

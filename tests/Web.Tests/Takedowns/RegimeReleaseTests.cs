using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Reports;
using CaseManager.Core.Takedowns;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Takedowns;

/// <summary>Which law a release may rest on, and what must stand in the case for it.</summary>
public sealed class RegimeReleaseTests(ReleaseFixture fixture) : IClassFixture<ReleaseFixture>
{
    private const string Authority = "AU-0000-0001";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preview_UnderARegimeThatIsOff_IsRefused()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);

        var answer = await fixture.First.PreviewAsync(her, ["https://weibo.com/1/off"], Cancel, "kr-tba-22-5");

        Assert.Equal((409, "regime-not-available"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Release_ByAnAgent_NeedsARecordedAuthority()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);

        var without = await fixture.First.PreviewAsync(her, ["https://t.me/agent/1"], Cancel, "eu-gdpr-17");
        var cited = await fixture.First.PreviewAsync(her, ["https://t.me/agent/1"], Cancel, "eu-gdpr-17", Authority);
        var refused = await fixture.Second.PostAsync(
            $"cases/{HexId.Write(her.CaseId)}/releases",
            fixture.Second.Release(her, fixture.Second.Statement(her, without.Json, fixture.App.Clock.GetUtcNow(), "eu-gdpr-17")),
            Cancel);
        await fixture.AddAuthorityAsync(her, Cancel);
        var with = await fixture.First.PreviewAsync(her, ["https://t.me/agent/1"], Cancel, "eu-gdpr-17", Authority);
        var released = await ReleaseAsync(her, with.Json, "eu-gdpr-17", Authority);

        Assert.Contains("authority", Missing(without.Json));
        Assert.Contains("authority", Missing(cited.Json));
        Assert.Equal("incomplete", refused.Code);
        Assert.Empty(Missing(with.Json));
        Assert.Equal(201, released.Status);
        Assert.DoesNotContain(Authority, (string)with.Json["previews"]![0]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_UnderAnExposingRegime_NeedsTheAdministratorHerConsentAndASecondPerson()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var exposed = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks, ConsentPurposes.ExposeToPoster);
        foreach (var one in new[] { her, exposed })
        {
            await fixture.AddAuthorityAsync(one, Cancel);
        }

        await DecideAsync("cn-civil-1195");
        var without = await fixture.First.PreviewAsync(her, ["https://weibo.com/1/exposing"], Cancel, "cn-civil-1195", Authority);
        var with = await fixture.First.PreviewAsync(exposed, ["https://weibo.com/1/exposed"], Cancel, "cn-civil-1195", Authority);
        await ReleaseAsync(exposed, with.Json, "cn-civil-1195", Authority);

        Assert.Equal(["consent:expose-to-poster"], Missing(without.Json).Distinct());
        Assert.Empty(Missing(with.Json));
        Assert.All(with.Json["previews"]!.AsArray(), preview => Assert.True((bool)preview!["needsSecondPerson"]!));
        await using var database = fixture.Database.Open();
        var states = await database.Set<Notice>().Where(notice => notice.CaseId == exposed.CaseId).Select(notice => notice.State).ToListAsync(Cancel);
        Assert.NotEmpty(states);
        Assert.All(states, state => Assert.Equal(NoticeState.Sealed, state));
    }

    [Fact]
    public async Task ExposureConsentTakenBack_StopsOnlyWhatRestsOnIt()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks, ConsentPurposes.ExposeToPoster);
        await fixture.AddAuthorityAsync(her, Cancel);
        await DecideAsync("cn-civil-1195");
        var exposing = await fixture.First.PreviewAsync(her, ["https://weibo.com/1/taken-back"], Cancel, "cn-civil-1195", Authority);
        await ReleaseAsync(her, exposing.Json, "cn-civil-1195", Authority);
        var safe = await fixture.First.PreviewAsync(her, ["https://t.me/takenback/1"], Cancel);
        await ReleaseAsync(her, safe.Json, "eu-dsa-16", null);

        await fixture.Api.DeleteAsync(
            $"/api/case/consents/{ConsentPurposes.ExposeToPoster}", new JsonObject { ["objects"] = new JsonArray(her.Next("consent", "{}")) }, her.Receipt, Cancel);

        await using var database = fixture.Database.Open();
        var notices = await database.Set<Notice>().Where(notice => notice.CaseId == her.CaseId).ToListAsync(Cancel);
        Assert.All(notices.Where(notice => notice.Recipient == "platform:weibo"), notice => Assert.Equal((NoticeState.Cancelled, "consent-withdrawn"), (notice.State, notice.Reason)));
        Assert.All(notices.Where(notice => notice.Recipient == "platform:telegram"), notice => Assert.True(notice.IsUnsent));
    }

    [Fact]
    public async Task Release_IntoAFormThatAsksForHerName_NeedsHerConsentToThat()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var named = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks, ConsentPurposes.DiscloseName);

        await InForceAsync("us-tida");
        foreach (var one in new[] { her, named })
        {
            await fixture.AddAuthorityAsync(one, Cancel);
        }

        var without = await fixture.First.PreviewAsync(her, ["https://discord.com/channels/1/2/3"], Cancel, "us-tida", Authority);
        var with = await fixture.First.PreviewAsync(named, ["https://discord.com/channels/1/2/4"], Cancel, "us-tida", Authority);

        Assert.Equal(["consent:disclose-name"], Missing(without.Json));
        Assert.Empty(Missing(with.Json));
    }

    [Fact]
    public async Task Preview_LinkTheContactWasAskedAboutForAnotherCase_SaysSinceWhenAndHowLongItWaits()
    {
        var first = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var second = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var added = await fixture.First.PostAsync("contacts", new JsonObject { ["host"] = "asked.example", ["address"] = "abuse@asked.example", ["source"] = "its imprint" }, Cancel);
        await fixture.Second.PostAsync($"contacts/{(string)added.Json["contactId"]!}/confirm", null, Cancel);
        var before = await fixture.First.PreviewAsync(first, ["https://asked.example/1"], Cancel);
        await ReleaseAsync(first, before.Json, "eu-dsa-16", null);
        await fixture.SendAsync(Cancel);

        var same = await fixture.First.PreviewAsync(second, ["https://asked.example/1"], Cancel);
        var other = await fixture.First.PreviewAsync(second, ["https://asked.example/2"], Cancel);

        Assert.Null((string?)before.Json["previews"]![0]!["askedAt"]);
        Assert.NotNull((string?)same.Json["previews"]![0]!["askedAt"]);
        Assert.Equal(
            DateTimeOffset.Parse((string)same.Json["previews"]![0]!["askedAt"]!, System.Globalization.CultureInfo.InvariantCulture).AddHours(72),
            DateTimeOffset.Parse((string)same.Json["previews"]![0]!["waitsUntil"]!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null((string?)other.Json["previews"]![0]!["askedAt"]);
    }

    [Fact]
    public async Task Release_AfterAStoppedOneUnderAnotherLaw_RunsByTheClockOfTheNewOne()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        await fixture.AddAuthorityAsync(her, Cancel);
        var added = await fixture.First.PostAsync("contacts", new JsonObject { ["host"] = "relaw.example", ["address"] = "abuse@relaw.example", ["source"] = "its imprint" }, Cancel);
        await fixture.Second.PostAsync($"contacts/{(string)added.Json["contactId"]!}/confirm", null, Cancel);
        var first = await fixture.First.PreviewAsync(her, ["https://relaw.example/1"], Cancel);
        await ReleaseAsync(her, first.Json, "eu-dsa-16", null);
        await fixture.First.PostAsync($"notices/{(string)first.Json["previews"]![0]!["noticeId"]!}/cancel", null, Cancel);

        var second = await fixture.First.PreviewAsync(her, ["https://relaw.example/1"], Cancel, "eu-gdpr-17", Authority);
        var released = await ReleaseAsync(her, second.Json, "eu-gdpr-17", Authority);
        await fixture.SendAsync(Cancel);

        Assert.Equal(201, released.Status);
        await using var database = fixture.Database.Open();
        var request = await database.Set<TakedownRequest>().SingleAsync(row => row.CaseId == her.CaseId, Cancel);
        Assert.Equal("eu-gdpr-17", request.RegimeId);
        Assert.NotNull(request.DueAt);
    }

    [Fact]
    public async Task Preview_ForJapan_IsADraftThatCannotBeReleased()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);

        var preview = await fixture.First.PreviewAsync(her, ["https://www.youtube.com/watch?v=japan000001"], Cancel, "jp-ipdp");
        var released = await ReleaseAsync(her, preview.Json, "jp-ipdp", null);

        Assert.Equal(("draft", "draft_only"), ((string?)preview.Json["previews"]![0]!["route"], (string?)preview.Json["previews"]![0]!["refused"]![0]));
        Assert.Equal("incomplete", released.Code);
    }

    [Fact]
    public async Task Notice_KeepsTheVersionsItWasWrittenBy()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        await using (var scope = fixture.App.Services.CreateAsyncScope())
        {
            var services = scope.ServiceProvider;
            var directory = await services.GetRequiredService<ReadDirectory>().RunAsync(Cancel);
            var vk = directory.Platforms.Find("vk")!;
            await services.GetRequiredService<SaveRecord>().RunAsync(vk with { OwnRule = "your rules forbid it." }, vk.RecordVersion, "read their rules", RandomId.New(), Cancel);
        }

        var preview = await fixture.First.PreviewAsync(her, ["https://vk.com/wall1_1"], Cancel);
        await ReleaseAsync(her, preview.Json, "eu-dsa-16", null);

        Assert.Contains("Your own rules: your rules forbid it.", (string)preview.Json["previews"]![0]!["text"]!, StringComparison.Ordinal);
        await using var database = fixture.Database.Open();
        var notice = await database.Set<Notice>().SingleAsync(row => row.CaseId == her.CaseId, Cancel);
        Assert.Equal((1, 0), (notice.RecipientVersion, notice.RegimeVersion));
    }

    /// <summary>The tests' clock stands before some laws do.</summary>
    private async Task InForceAsync(string regime)
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var record = (await services.GetRequiredService<ReadDirectory>().RunAsync(Cancel)).Regimes.Find(regime)!;
        await services.GetRequiredService<SaveRecord>().RunAsync(
            record with { InForceFrom = new DateOnly(2025, 1, 1) }, record.RecordVersion, "for the test's clock", RandomId.New(), Cancel);
    }

    private async Task DecideAsync(string regime)
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var today = services.GetRequiredService<TakedownPolicy>().Today(fixture.App.Clock.GetUtcNow());
        var directory = await services.GetRequiredService<ReadDirectory>().RunAsync(Cancel);
        var doubts = directory.StandingOf(directory.Regimes.Find(regime)!, today).Doubts;
        await services.GetRequiredService<DecideRegime>().RunAsync(regime, true, false, doubts, "counsel agreed", today, RandomId.New(), Cancel);
    }

    private Task<ApiAnswer> ReleaseAsync(SurvivorBrowser her, JsonObject preview, string regime, string? authority) => fixture.First.PostAsync(
        $"cases/{HexId.Write(her.CaseId)}/releases",
        fixture.First.Release(her, fixture.First.Statement(her, preview, fixture.App.Clock.GetUtcNow(), regime, authority)),
        Cancel);

    private static IEnumerable<string> Missing(JsonObject preview) =>
        preview["previews"]!.AsArray().SelectMany(one => one!["missing"]!.AsArray()).Select(element => (string)element!["id"]!);
}

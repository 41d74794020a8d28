using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.DailyHeads;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.TestSupport.Sealing;
using CaseManager.TestSupport.Takedowns.Faults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Takedowns;

/// <summary>What the server gives for a proof pack, to whom, and what it never gives.</summary>
public sealed class ProofPackTests(ReleaseFixture fixture) : IClassFixture<ReleaseFixture>
{
    private static readonly string[] BothConsents = [ConsentPurposes.SendLinks, ConsentPurposes.PartnerTransfer];

    private static long _uid;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => fixture.App.Clock.GetUtcNow();

    [Fact]
    public async Task Make_WithoutHerConsent_IsRefusedAndNothingIsWrittenDown()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        await SendAsync(her, "https://t.me/noconsent/1");

        var answer = await MakeAsync(her);

        Assert.Equal((409, "no-consent"), (answer.Status, answer.Code));
        Assert.DoesNotContain("ProofPackMade", (await EventsAsync(her)).Select(happened => happened.Type));
    }

    [Fact]
    public async Task Make_AfterSheTookItBack_IsRefused()
    {
        var her = await fixture.OpenCaseAsync(Cancel, BothConsents);
        await SendAsync(her, "https://t.me/tookback/1");
        await using (var database = fixture.Database.Open())
        {
            var consent = await database.Set<Consent>().SingleAsync(row => row.CaseId == her.CaseId && row.Purpose == ConsentPurposes.PartnerTransfer, Cancel);
            consent.Withdraw(Now);
            await database.SaveChangesAsync(Cancel);
        }

        Assert.Equal("no-consent", (await MakeAsync(her)).Code);
    }

    [Theory]
    [InlineData("newspaper", null, 400, "recipient")]
    [InlineData("police", "00000000000000000000000000000001", 404, "unknown-request")]
    public async Task Make_OfWhatIsNotThere_IsRefused(string recipient, string? request, int status, string code)
    {
        var her = await fixture.OpenCaseAsync(Cancel, BothConsents);
        await SendAsync(her, $"https://t.me/refused{status}/1");

        var answer = await MakeAsync(her, recipient, request is null ? null : [request]);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Make_BeforeAnythingWasReleased_IsRefused()
    {
        var her = await fixture.OpenCaseAsync(Cancel, BothConsents);

        Assert.Equal((409, "nothing-released"), ((await MakeAsync(her)).Status, (await MakeAsync(her)).Code));
    }

    [Fact]
    public async Task Make_OfACaseRestrictedToOthers_IsNotFoundAndSoIsItsList()
    {
        var her = await fixture.OpenCaseAsync(Cancel, BothConsents);
        await SendAsync(her, "https://t.me/restricted/1");
        await using (var database = fixture.Database.Open())
        {
            database.Add(new Restriction { CaseId = her.CaseId, Since = Now });
            await database.SaveChangesAsync(Cancel);
        }

        Assert.Equal((404, "unknown-case"), ((await MakeAsync(her)).Status, (await MakeAsync(her)).Code));
        Assert.Equal(404, (await fixture.First.GetAsync(PathOf(her), Cancel)).Status);
    }

    [Fact]
    public async Task Make_OfASentNoticeWithAnswerAndLooks_TellsThemAllAndTheChainHolds()
    {
        var her = await fixture.OpenCaseAsync(Cancel, BothConsents);
        await AddNotesKeyAsync(her);
        const string Link = "https://t.me/wholestory/1";
        var notice = await SendAsync(her, Link);
        await ReceiveAsync(notice, AnswerClasses.Acknowledged);
        await LookAsync(her, Verdict.Live);
        await TakeHeadAsync();

        var extract = (await MakeAsync(her)).Json;

        var takedowns = extract["takedowns"]!;
        Assert.Equal(Link, (string?)takedowns["requests"]![0]!["url"]);
        var mail = takedowns["notices"]!.AsArray().Single(one => (string?)one!["route"] == "mail")!;
        var payload = Base64Url.DecodeFromChars((string)mail["payload"]!);
        Assert.Equal((string)mail["payloadHash"]!, Base64Url.EncodeToString(SHA256.HashData(payload)));
        Assert.Contains((string)mail["messageId"]!, Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
        Assert.Equal("accepted", (string?)Assert.Single(mail["attempts"]!.AsArray())!["result"]);
        Assert.Null(takedowns["notices"]!.AsArray().Single(one => (string?)one!["route"] == "form")!["payload"]);
        var answer = Assert.Single(takedowns["answers"]!.AsArray())!;
        Assert.Equal((HexId.Write(notice), AnswerClasses.Acknowledged, "en.proof"), ((string?)answer["noticeId"], (string?)answer["class"], (string?)answer["rule"]));
        Assert.Equal("live", (string?)Assert.Single(takedowns["observations"]!.AsArray())!["verdict"]);
        Assert.True((bool)extract["isWhole"]!);

        var links = AssertChainHolds(extract, her);
        var last = links[^1]["event"]!;
        Assert.Equal("ProofPackMade", (string?)last["type"]);
        Assert.Equal((string?)extract["madeAt"], (string?)last["at"]);
        Assert.Contains("\"handedTo\":\"police\"", (string)last["data"]!, StringComparison.Ordinal);
        Assert.Contains("\"notices\":2", (string)last["data"]!, StringComparison.Ordinal);
        var head = extract["chain"]!["head"]!;
        Assert.Equal((string?)links[(int)head["sequence"]! - 1]["hash"], (string?)head["hash"]);
        Assert.NotNull(HeadDocument.Read(Base64Url.DecodeFromChars((string)head["document"]!)));

        // Openings, notes of the organisation's own work: their hash stands, what they were does not.
        Assert.Contains(links, link => link["event"] is null);
        Assert.True(await FaultBench.ChainsHoldAsync(fixture.Database, Cancel));
    }

    [Fact]
    public async Task Make_NeverTellsWhatStaffWroteOrWhoLooked()
    {
        var her = await fixture.OpenCaseAsync(Cancel, BothConsents);
        await AddNotesKeyAsync(her);
        var notice = await SendAsync(her, "https://t.me/canary/1");
        await ReceiveAsync(notice, AnswerClasses.Acknowledged);
        await using (var database = fixture.Database.Open())
        {
            await database.Database.ExecuteSqlAsync(
                $"""update takedowns.send_attempts set "Worker" = 'CANARY-WORKER' where "NoticeId" = {notice}""", Cancel);
        }

        var text = (await MakeAsync(her)).Json.ToJsonString();

        Assert.All(["only she wrote this", "CANARY", "We read your words.", "CaseOpened", fixture.First.Staff.Name], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Make_OfALinkThatAnotherCaseNamedToo_HasNothingOfThatCaseAndNoLookBeforeOrAfterItsOwn()
    {
        const string Link = "https://t.me/sharedproof/1";
        var other = await fixture.OpenCaseAsync(Cancel, BothConsents);
        var otherNotice = await SendAsync(other, Link);
        await LookAsync(other, Verdict.Live);
        await fixture.ReturnLaterAsync(TimeSpan.FromDays(10), Cancel);
        var her = await fixture.OpenCaseAsync(Cancel, BothConsents);
        await ReleaseAsync(her, Link);
        fixture.App.Clock.Advance(TimeSpan.FromHours(1));
        await LookAsync(her, Verdict.Live);
        fixture.App.Clock.Advance(TimeSpan.FromHours(1));
        var request = Assert.Single(await RequestsAsync(her));
        Assert.Equal(204, (await fixture.First.PostAsync($"requests/{HexId.Write(request.Id)}/close", new JsonObject { ["outcome"] = "no_answer" }, Cancel)).Status);
        fixture.App.Clock.Advance(TimeSpan.FromHours(1));
        await LookAsync(other, Verdict.Live);
        await using (var database = fixture.Database.Open())
        {
            (await database.Set<Target>().SingleAsync(target => target.Id == request.TargetId, Cancel)).Observe(TargetState.Live, fixture.App.Clock.GetUtcNow());
            await database.SaveChangesAsync(Cancel);
        }

        var extract = (await MakeAsync(her)).Json;

        Assert.Null(Assert.Single(extract["takedowns"]!["requests"]!.AsArray())!["target"]);
        Assert.Single(extract["takedowns"]!["observations"]!.AsArray());
        var text = extract.ToJsonString();
        Assert.All(
            [HexId.Write(other.CaseId), HexId.Write(otherNotice), HexId.Write(Assert.Single(await RequestsAsync(other)).Id), "asked-recently", "NoticeHeld"],
            id => Assert.DoesNotContain(id, text, StringComparison.Ordinal));
        AssertChainHolds(extract, her);
    }

    [Fact]
    public async Task Make_OfSomeRequests_LeavesOutWhatConcernsTheOthersAndKeepsTheChainWhole()
    {
        var her = await fixture.OpenCaseAsync(Cancel, BothConsents);
        await SendAsync(her, "https://t.me/chosen/1");
        var hiddenNotice = await SendAsync(her, "https://t.me/unchosen/2");
        var requests = await RequestsAsync(her);

        var extract = (await MakeAsync(her, "court", [HexId.Write(requests[0].Id)])).Json;

        var text = extract.ToJsonString();
        Assert.False((bool)extract["isWhole"]!);
        Assert.Contains("https://t.me/chosen/1", text, StringComparison.Ordinal);
        Assert.All(
            ["https://t.me/unchosen/2", HexId.Write(hiddenNotice), HexId.Write(requests[1].Id), HexId.Write(requests[1].TargetId)],
            id => Assert.DoesNotContain(id, text, StringComparison.Ordinal));
        AssertChainHolds(extract, her);
    }

    [Fact]
    public async Task Make_TheSamePackAgain_IsOneEvent_AndAnotherOnesNumberIsRefused()
    {
        var her = await fixture.OpenCaseAsync(Cancel, BothConsents);
        await SendAsync(her, "https://t.me/twice/1");
        var pack = RandomId.New();

        var first = await MakeAsync(her, pack: pack);
        var again = await MakeAsync(her, pack: pack);
        var other = await MakeAsync(her, "court", pack: pack);

        Assert.Equal((200, 200, "pack-id"), (first.Status, again.Status, other.Code));
        Assert.Equal((string?)first.Json["madeAt"], (string?)again.Json["madeAt"]);
        Assert.Single(await EventsAsync(her), happened => happened.Type == "ProofPackMade");
    }

    [Fact]
    public async Task Make_TheSamePackOnceSomethingHappened_IsAnotherPack()
    {
        var her = await fixture.OpenCaseAsync(Cancel, BothConsents);
        await SendAsync(her, "https://t.me/meanwhile/1");
        var pack = RandomId.New();
        Assert.Equal(200, (await MakeAsync(her, pack: pack)).Status);
        await ReleaseAsync(her, "https://t.me/meanwhile/2");

        Assert.Equal("pack-id", (await MakeAsync(her, pack: pack)).Code);
        AssertChainHolds((await MakeAsync(her)).Json, her);
    }

    [Fact]
    public async Task Make_ManyAtOnce_EachHasItsOwnEventAndAWholeChain()
    {
        var her = await fixture.OpenCaseAsync(Cancel, BothConsents);
        await SendAsync(her, "https://t.me/atonce/1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => MakeAsync(her)));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.All(answers, answer => AssertChainHolds(answer.Json, her));

        // A pack tells of itself alone.
        Assert.All(answers, answer => Assert.Single(answer.Json["chain"]!["links"]!.AsArray(), link => (string?)link!["event"]?["type"] == "ProofPackMade"));
        Assert.Equal(6, (await EventsAsync(her)).Count(happened => happened.Type == "ProofPackMade"));
    }

    [Fact]
    public async Task List_OfAClosedCase_SaysForWhomToStaff_AndToHerWithoutANameOfStaff()
    {
        var her = await fixture.OpenCaseAsync(Cancel, BothConsents);
        await SendAsync(her, "https://t.me/told/1");
        await using (var database = fixture.Database.Open())
        {
            (await database.Set<Case>().SingleAsync(row => row.CaseId == her.CaseId, Cancel)).Close(Now);
            await database.SaveChangesAsync(Cancel);
        }

        Assert.Equal(200, (await MakeAsync(her, "lawyer")).Status);

        var staff = Assert.Single((await fixture.Second.GetAsync(PathOf(her), Cancel)).Json["packs"]!.AsArray())!;
        Assert.Equal(("lawyer", $"Alias of {fixture.First.Staff.Name}"), ((string?)staff["recipient"], (string?)staff["by"]));
        var hers = Assert.Single((await fixture.Api.GetAsync("/api/case", her.Receipt, Cancel)).Json["proofPacks"]!.AsArray())!.AsObject();
        Assert.Equal("lawyer", (string?)hers["recipient"]);
        Assert.Equal(["at", "recipient"], hers.Select(field => field.Key));
    }

    private static string PathOf(SurvivorBrowser her) => $"cases/{HexId.Write(her.CaseId)}/proof-packs";

    private Task<ApiAnswer> MakeAsync(SurvivorBrowser her, string recipient = "police", string[]? requests = null, Guid? pack = null) => fixture.First.PostAsync(
        PathOf(her),
        new JsonObject
        {
            ["packId"] = HexId.Write(pack ?? RandomId.New()),
            ["recipient"] = recipient,
            ["requestIds"] = requests is null ? null : new JsonArray([.. requests.Select(id => (JsonNode)id)]),
        },
        Cancel);

    /// <summary>As whoever gets the pack would check it.</summary>
    private static List<JsonNode> AssertChainHolds(JsonNode extract, SurvivorBrowser her)
    {
        Assert.Equal(HexId.Write(her.CaseId), (string?)extract["caseId"]);
        var links = extract["chain"]!["links"]!.AsArray().Select(link => link!).ToList();
        var previous = AuditHash.None;
        foreach (var (place, link) in links.Index())
        {
            Assert.Equal(place + 1, (int)link["sequence"]!);
            var hash = Base64Url.DecodeFromChars((string)link["hash"]!);
            if (link["event"] is { } happened)
            {
                var at = DateTimeOffset.Parse((string)happened["at"]!, System.Globalization.CultureInfo.InvariantCulture);
                Assert.Equal(hash, AuditHash.Of(her.CaseId, place + 1, previous, at, (string)happened["type"]!, (string)happened["actor"]!, (string)happened["data"]!));
            }

            previous = hash;
        }

        return links;
    }

    private async Task<(Guid Mail, string MailHash, bool NeedsSecond)> ReleaseAsync(SurvivorBrowser her, string link)
    {
        var preview = (await fixture.First.PreviewAsync(her, [link], Cancel)).Json;
        var released = await fixture.First.PostAsync(
            $"cases/{HexId.Write(her.CaseId)}/releases", fixture.First.Release(her, fixture.First.Statement(her, preview, Now)), Cancel);
        Assert.Equal(201, released.Status);
        var mail = preview["previews"]!.AsArray().Single(one => (string?)one!["route"] == "mail")!;
        Assert.True(HexId.TryRead((string)mail["noticeId"]!, out var id));
        return (id, (string)mail["hash"]!, (bool)mail["needsSecondPerson"]!);
    }

    /// <summary>Released, and accepted by the relay.</summary>
    private async Task<Guid> SendAsync(SurvivorBrowser her, string link)
    {
        var (id, hash, needsSecond) = await ReleaseAsync(her, link);
        if (needsSecond)
        {
            Assert.Equal(204, (await fixture.Second.PostAsync($"notices/{HexId.Write(id)}/approve", new JsonObject { ["previewHash"] = hash }, Cancel)).Status);
        }

        await fixture.SendAsync(Cancel);
        return id;
    }

    private async Task AddNotesKeyAsync(SurvivorBrowser her)
    {
        await using var database = fixture.Database.Open();
        database.Add(new CaseKeyPair { CaseId = her.CaseId, KeyPair = KeyPairName.N, Generation = 0, PublicKey = HybridKey.PublicKeyOf(RandomNumberGenerator.GetBytes(32)) });
        await database.SaveChangesAsync(Cancel);
    }

    private async Task ReceiveAsync(Guid notice, string what)
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        var receive = scope.ServiceProvider.GetRequiredService<ReceiveMail>();
        await receive.CursorAsync("inbox", 1, Cancel);
        await receive.RunAsync(
            new InboundMail
            {
                Place = new MailPlace("inbox", 1, Interlocked.Increment(ref _uid)),
                RawHash = RandomNumberGenerator.GetBytes(32),
                ReceivedAt = Now,
                Kind = MailKinds.Answer,
                Class = what,
                Rule = "en.proof",
                MayMove = true,
                Recipients = [scope.ServiceProvider.GetRequiredService<MailTokens>().ReplyAddress(notice)],
                From = "abuse@telegram.org",
                FromDomain = "telegram.org",
                Sender = SenderVerdict.Passed,
                Text = "We read your words.",
            },
            Cancel);
    }

    private async Task LookAsync(SurvivorBrowser her, Verdict verdict)
    {
        await using var database = fixture.Database.Open();
        database.Add(new Observation
        {
            Id = RandomId.New(),
            TargetId = (await RequestsAsync(her))[0].TargetId,
            RunId = RandomId.New(),
            At = Now,
            Verdict = verdict,
            Rule = ProbeRules.Post,
            ParserVersion = 1,
            ControlOk = true,
            Status = 200,
            Length = 10,
            BodyHash = new byte[32],
        });
        await database.SaveChangesAsync(Cancel);
    }

    private async Task TakeHeadAsync()
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TakeDailyHead>().RunAsync(Cancel);
    }

    private async Task<List<TakedownRequest>> RequestsAsync(SurvivorBrowser her)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<TakedownRequest>().AsNoTracking().Where(row => row.CaseId == her.CaseId).OrderBy(row => row.CreatedAt).ToListAsync(Cancel);
    }

    private async Task<List<AuditEvent>> EventsAsync(SurvivorBrowser her)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<AuditEvent>().AsNoTracking().Where(row => row.ChainId == her.CaseId).OrderBy(row => row.Sequence).ToListAsync(Cancel);
    }
}

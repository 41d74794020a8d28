using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.Targets;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Core.Tests.Takedowns.Targets;

public sealed class RekeyTargetsTests : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private static readonly DateTimeOffset start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly DatabaseFixture fixture;
    private readonly FakeTimeProvider time = new(start);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cmk");
    private readonly SmtpPeer relay = SmtpPeer.Start();
    private readonly KeyFolder keys;
    private readonly NoticeSeed seed;
    private readonly OutboxWorker program;

    public RekeyTargetsTests(DatabaseFixture fixture)
    {
        this.fixture = fixture;
        keys = new KeyFolder(folder.FullName);
        keys.Create();
        seed = new NoticeSeed(fixture.Database, keys, time);
        program = new OutboxWorker(fixture.Database, folder.FullName, relay, time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_KeyOfAnOlderTable_HasTheKeyOfTodaysAndTellsTheCase()
    {
        var caseId = await seed.AddCaseAsync(Cancel);
        var target = await AddTargetAsync("twitter.com/Someone/status/1001");
        var request = await AddRequestAsync(caseId, target);

        var done = await RekeyAsync();

        await using var database = fixture.Database.Open();
        var kept = await database.Set<Target>().SingleAsync(row => row.Id == target, Cancel);
        Assert.Equal((1, 0), (done.Of(RekeyOutcome.Rekeyed), done.Of(RekeyOutcome.Joined)));
        Assert.Equal((LinkNormalizer.TableVersion, "x"), (kept.TableVersion, kept.Platform));
        Assert.Equal(LookupOf("web:x.com/i/status/1001"), kept.Lookup);
        Assert.Equal(("web:x.com/i/status/1001", "https://x.com/i/status/1001"), await OpenAsync(kept));
        Assert.Equal(target, await TargetOfAsync(request));
        Assert.Equal(["TargetRekeyed"], await EventsAsync(caseId));
    }

    [Fact]
    public async Task RunAsync_SameKeyToday_OnlyHasTheNewVersion()
    {
        var caseId = await seed.AddCaseAsync(Cancel);
        var target = await AddTargetAsync("example.com/a/1002");
        await AddRequestAsync(caseId, target);

        await RekeyAsync();

        await using var database = fixture.Database.Open();
        Assert.Equal(LinkNormalizer.TableVersion, (await database.Set<Target>().SingleAsync(row => row.Id == target, Cancel)).TableVersion);
        Assert.Empty(await EventsAsync(caseId));
    }

    [Fact]
    public async Task RunAsync_AnotherTargetHasTheKey_MovesRequestsThereAndDestroysTheOldKey()
    {
        var (here, there) = (await seed.AddCaseAsync(Cancel), await seed.AddCaseAsync(Cancel));
        var old = await AddTargetAsync("mobile.twitter.com/a/status/1003", target => target.Observe(TargetState.Live, start.AddHours(1)));
        var known = await AddTargetAsync("x.com/i/status/1003", target => target.Observe(TargetState.Withheld, start), LinkNormalizer.TableVersion);
        var (moved, stayed) = (await AddRequestAsync(here, old), await AddRequestAsync(there, known));

        var done = await RekeyAsync();

        await using var database = fixture.Database.Open();
        var kept = await database.Set<Target>().SingleAsync(row => row.Id == known, Cancel);
        Assert.Equal(1, done.Of(RekeyOutcome.Joined));
        Assert.Equal((known, known), (await TargetOfAsync(moved), await TargetOfAsync(stayed)));
        Assert.Equal((TargetState.Live, start.AddHours(1)), (kept.State, kept.ObservedAt));
        Assert.False(await database.Set<Target>().AnyAsync(row => row.Id == old, Cancel));
        Assert.Null(await new DataKeys(database, keys).FindAsync(old, Cancel));
        Assert.Equal(["TargetsJoined"], await EventsAsync(here));
        Assert.Empty(await EventsAsync(there));
        Assert.Empty((await new VerifyChains(database).RunAsync(Cancel)).Broken);
    }

    [Fact]
    public async Task RunAsync_TwoOldSpellings_BecomeOneTarget()
    {
        var (here, there) = (await seed.AddCaseAsync(Cancel), await seed.AddCaseAsync(Cancel));
        var one = await AddRequestAsync(here, await AddTargetAsync("twitter.com/a/status/1004"));
        var other = await AddRequestAsync(there, await AddTargetAsync("twitter.com/a/status/1004?s=20"));

        var done = await RekeyAsync();

        Assert.Equal((1, 1), (done.Of(RekeyOutcome.Rekeyed), done.Of(RekeyOutcome.Joined)));
        Assert.Equal(await TargetOfAsync(one), await TargetOfAsync(other));
    }

    [Fact]
    public async Task RunAsync_OneCaseAskedForBoth_TheFurtherRequestKeepsNoticesClockAndAnswerOfTheOther()
    {
        var first = await seed.AddNoticeAsync(Cancel);
        var caseId = first.CaseId;
        var old = await AddTargetAsync("twitter.com/a/status/1005");
        var known = await AddTargetAsync("x.com/i/status/1005", version: LinkNormalizer.TableVersion);
        var active = await AddRequestAsync(caseId, known, request => request.Activate());
        var clocked = await AddRequestAsync(caseId, old, request =>
        {
            request.Activate();
            request.StartClock(start.AddHours(2), start.AddHours(50), null);
            request.RecordAnswer(AnswerClasses.Acknowledged, start.AddHours(3));
            request.Hold();
        });
        await PutItemAsync(first, clocked);

        await RekeyAsync();

        await using var database = fixture.Database.Open();
        var (kept, spare) = (await RequestAsync(active), await RequestAsync(clocked));
        Assert.Equal((RequestState.Active, start.AddHours(50), AnswerClasses.Acknowledged), (kept.State, kept.DueAt, kept.Answer));
        Assert.Equal((RequestState.Closed, RequestOutcomes.Duplicate, known), (spare.State, spare.Outcome, spare.TargetId));
        Assert.Equal(active, (await database.Set<NoticeItem>().SingleAsync(item => item.NoticeId == first.Id, Cancel)).RequestId);
        Assert.Equal(start.AddHours(50), (await database.Set<Case>().SingleAsync(row => row.CaseId == caseId, Cancel)).NextDueAt);
        Assert.Equal(["ClockStarted", "RequestClosed", "TargetsJoined"], await EventsAsync(caseId));
    }

    [Fact]
    public async Task RunAsync_OneCaseAskedForBoth_NoStepThatWasTakenForEitherIsAskedForAgain()
    {
        var caseId = (await seed.AddNoticeAsync(Cancel)).CaseId;
        var known = await AddTargetAsync("x.com/i/status/1011", version: LinkNormalizer.TableVersion);
        var kept = await AddRequestAsync(caseId, known, Started);
        var spare = await AddRequestAsync(caseId, await AddTargetAsync("twitter.com/a/status/1011"), request => { Started(request); request.Hold(); });
        var (taken, open, twin) = (await AddStepAsync(caseId, spare, "reminder", take: true), await AddStepAsync(caseId, kept, "reminder", take: false), await AddStepAsync(caseId, spare, "regulator", take: false));

        await RekeyAsync();

        await using var database = fixture.Database.Open();
        var steps = await database.Set<Escalation>().AsNoTracking().Where(step => step.CaseId == caseId).ToDictionaryAsync(step => step.Id, Cancel);
        Assert.Equal((kept, StepState.Taken), (steps[taken].RequestId, steps[taken].State));
        Assert.False(steps.ContainsKey(open));
        Assert.Equal(kept, steps[twin].RequestId);
    }

    [Fact]
    public async Task RunAsync_GoneUnderTheOtherSpelling_IsOnlyWatchedFromNowOn()
    {
        var (here, there) = ((await seed.AddNoticeAsync(Cancel)).CaseId, (await seed.AddNoticeAsync(Cancel)).CaseId);
        var old = await AddTargetAsync("twitter.com/a/status/1012");
        var known = await AddTargetAsync(
            "x.com/i/status/1012", target => { target.Observe(TargetState.SuspectedGone, start); target.Observe(TargetState.Gone, start); }, LinkNormalizer.TableVersion);
        var asked = await AddRequestAsync(here, old, Started);
        await AddRequestAsync(there, known, request => { Started(request); request.Watch(); });

        await RekeyAsync();

        Assert.Equal(RequestState.Watching, (await RequestAsync(asked)).State);
        Assert.Contains("RequestWatched", await EventsAsync(here));
    }

    private void Started(TakedownRequest request)
    {
        request.Activate();
        request.StartClock(start, start.AddHours(48), null);
    }

    private async Task<Guid> AddStepAsync(Guid caseId, Guid requestId, string rung, bool take)
    {
        await using var database = fixture.Database.Open();
        var step = new Escalation { Id = RandomId.New(), RequestId = requestId, CaseId = caseId, LadderVersion = 1, RungId = rung, Round = 1, Repeat = 1 };
        step.Open(start.AddHours(49), lookFirst: false);
        if (take)
        {
            step.Take(RandomId.New(), start.AddHours(50), null, null, null);
        }

        database.Add(step);
        await database.SaveChangesAsync(Cancel);
        return step.Id;
    }

    [Fact]
    public async Task RunAsync_OneNoticeNamesBoth_ListsBothAsItWasSealed()
    {
        var first = await seed.AddNoticeAsync(Cancel);
        var older = await AddRequestAsync(first.CaseId, await AddTargetAsync("twitter.com/a/status/1006"), request => request.Activate());
        time.Advance(TimeSpan.FromMinutes(1));
        var newer = await AddRequestAsync(first.CaseId, await AddTargetAsync("x.com/a/status/1006"), request => request.Activate());
        await PutItemAsync(first, older);
        await AddItemAsync(first, newer);

        await RekeyAsync();

        await using var database = fixture.Database.Open();
        Assert.Equal((RequestState.Active, RequestState.Closed), ((await RequestAsync(older)).State, (await RequestAsync(newer)).State));
        Assert.Equal(2, await database.Set<NoticeItem>().CountAsync(item => item.NoticeId == first.Id, Cancel));
    }

    [Fact]
    public async Task RunAsync_Again_DoesNothing()
    {
        var caseId = await seed.AddCaseAsync(Cancel);
        await AddRequestAsync(caseId, await AddTargetAsync("twitter.com/a/status/1007"));
        await RekeyAsync();

        var done = await RekeyAsync();

        Assert.Equal((0, 0, 0), (done.Of(RekeyOutcome.Rekeyed), done.Of(RekeyOutcome.Joined), done.Of(RekeyOutcome.Busy)));
        Assert.Single(await EventsAsync(caseId));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RunAsync_EndedAtACommit_LeavesTheRestAsItWasForTheNextRun(int commit)
    {
        var (here, there) = (await seed.AddCaseAsync(Cancel), await seed.AddCaseAsync(Cancel));
        var one = await AddRequestAsync(here, await AddTargetAsync($"twitter.com/a/status/{2000 + commit}"));
        var other = await AddRequestAsync(there, await AddTargetAsync($"x.com/a/status/{2000 + commit}"));
        await using var failing = new OutboxWorker(fixture.Database, folder.FullName, relay, time, faults: new FailingCommit(commit));
        await Assert.ThrowsAsync<InjectedFaultException>(() => failing.UseAsync<RekeyTargets, RekeyedTargets>(rekey => rekey.RunAsync(Cancel)));
        Assert.NotEqual(await TargetOfAsync(one), await TargetOfAsync(other));

        await RekeyAsync();

        Assert.Equal(await TargetOfAsync(one), await TargetOfAsync(other));
        Assert.Equal(2, (await EventsAsync(here)).Concat(await EventsAsync(there)).Count());
    }

    [Fact]
    public async Task RunAsync_UnreadableOnes_AreCountedAndDoNotStopTheOthers()
    {
        var broken = await AddTargetAsync("twitter.com/a/status/1008");
        var readable = await AddTargetAsync("twitter.com/a/status/1009");
        await using (var database = fixture.Database.Open())
        {
            await new DataKeys(database, keys).DestroyAsync(broken, Cancel);
        }

        var done = await RekeyAsync();

        await using var after = fixture.Database.Open();
        Assert.True(done.Of(RekeyOutcome.Unreadable) >= 1);
        Assert.Equal(1, (await after.Set<Target>().SingleAsync(row => row.Id == broken, Cancel)).TableVersion);
        Assert.Equal(LinkNormalizer.TableVersion, (await after.Set<Target>().SingleAsync(row => row.Id == readable, Cancel)).TableVersion);
    }

    [Fact]
    public async Task RunAsync_WhileAReleaseHoldsTheTarget_GivesWayAndDoesItLater()
    {
        var caseId = await seed.AddCaseAsync(Cancel);
        var target = await AddTargetAsync("twitter.com/a/status/1010");
        await AddRequestAsync(caseId, target);
        await using var release = fixture.Database.Open();
        await using var open = await release.Database.BeginTransactionAsync(Cancel);
        await release.Database.ExecuteSqlAsync($"""select from takedowns.targets where "Id" = {target} for key share""", Cancel);

        var during = await RekeyAsync();
        await open.CommitAsync(Cancel);
        var after = await RekeyAsync();

        Assert.Equal((1, 0), (during.Of(RekeyOutcome.Busy), during.Of(RekeyOutcome.Rekeyed)));
        Assert.Equal((0, 1), (after.Of(RekeyOutcome.Busy), after.Of(RekeyOutcome.Rekeyed)));
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        await relay.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private Task<RekeyedTargets> RekeyAsync() => program.UseAsync<RekeyTargets, RekeyedTargets>(rekey => rekey.RunAsync(Cancel));

    private byte[] LookupOf(string key) => new LookupHash(keys).Of("target", key);

    /// <param name="location">As the first table kept it: the whole address.</param>
    private async Task<Guid> AddTargetAsync(string location, Action<Target>? seen = null, int version = 1)
    {
        await using var database = fixture.Database.Open();
        var id = RandomId.New();
        var key = await new DataKeys(database, keys).GetOrCreateAsync(id, Cancel);
        var target = new Target
        {
            Id = id,
            Lookup = LookupOf($"web:{location}"),
            TableVersion = version,
            KeySealed = FieldCipher.Seal(key, Encoding.UTF8.GetBytes($"web:{location}"), SealedPlaces.TargetKey(id)),
            UrlSealed = FieldCipher.Seal(key, Encoding.UTF8.GetBytes($"https://{location}"), SealedPlaces.TargetUrl(id)),
            Platform = "x",
        };
        seen?.Invoke(target);
        database.Add(target);
        await database.SaveChangesAsync(Cancel);
        return id;
    }

    private async Task<Guid> AddRequestAsync(Guid caseId, Guid targetId, Action<TakedownRequest>? moved = null)
    {
        await using var database = fixture.Database.Open();
        var request = new TakedownRequest
        {
            Id = RandomId.New(),
            CaseId = caseId,
            TargetId = targetId,
            Recipient = Recipient.OfPlatform("x"),
            RegimeId = "us-tida",
            CreatedAt = time.GetUtcNow(),
        };
        moved?.Invoke(request);
        database.Add(request);
        await database.SaveChangesAsync(Cancel);
        return request.Id;
    }

    private async Task PutItemAsync(SeededNotice notice, Guid requestId)
    {
        await using var database = fixture.Database.Open();
        await database.Set<NoticeItem>().Where(item => item.NoticeId == notice.Id).ExecuteDeleteAsync(Cancel);
        await AddItemAsync(notice, requestId);
    }

    private async Task AddItemAsync(SeededNotice notice, Guid requestId)
    {
        await using var database = fixture.Database.Open();
        database.Add(new NoticeItem { NoticeId = notice.Id, RequestId = requestId, Number = 1, TargetState = TargetState.Unverified });
        await database.SaveChangesAsync(Cancel);
    }

    private async Task<TakedownRequest> RequestAsync(Guid requestId)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<TakedownRequest>().SingleAsync(row => row.Id == requestId, Cancel);
    }

    private async Task<Guid> TargetOfAsync(Guid requestId) => (await RequestAsync(requestId)).TargetId;

    private async Task<IReadOnlyList<string>> EventsAsync(Guid caseId)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<AuditEvent>().Where(happened => happened.ChainId == caseId).OrderBy(happened => happened.Sequence)
            .Select(happened => happened.Type).ToListAsync(Cancel);
    }

    private async Task<(string Key, string Url)> OpenAsync(Target target)
    {
        await using var database = fixture.Database.Open();
        var key = await new DataKeys(database, keys).FindAsync(target.Id, Cancel) ?? throw new CryptographicException("no key");
        return (Encoding.UTF8.GetString(FieldCipher.Open(key, target.KeySealed, SealedPlaces.TargetKey(target.Id))),
            Encoding.UTF8.GetString(FieldCipher.Open(key, target.UrlSealed, SealedPlaces.TargetUrl(target.Id))));
    }
}

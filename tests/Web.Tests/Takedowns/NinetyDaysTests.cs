using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.FollowUp;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Story;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.TestSupport.Sealing;
using CaseManager.TestSupport.Takedowns;
using CaseManager.TestSupport.Takedowns.Faults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Takedowns;

/// <summary>One link and a platform that acknowledges, stalls, refuses, says that it removed it and did not, removes it, and lets it come back: ninety days on a clock that is moved.</summary>
public sealed class NinetyDaysTests(ReleaseFixture fixture) : IClassFixture<ReleaseFixture>, IAsyncLifetime
{
    private const string Link = "https://t.me/ninetydays/1";

    private readonly Platform _platform = new();
    private readonly byte[] _notesSeed = RandomNumberGenerator.GetBytes(32);
    private WatchWorker _watcher = null!;
    private SurvivorBrowser _her = null!;
    private long _uid;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => fixture.App.Clock.GetUtcNow();

    public ValueTask InitializeAsync()
    {
        _watcher = new WatchWorker(fixture.Database, fixture.App.KeyFolder, _platform, fixture.App.Clock);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _watcher.DisposeAsync();

    [Fact]
    public async Task Story_OfNinetyDays_EndsGoneAndWatched_WithEveryStepInItsChain()
    {
        // Day 0: the notice leaves, and they acknowledge it within the hour.
        var notice = await SendAsync();
        await PassAsync(TimeSpan.FromHours(1));
        await ReceiveAsync(notice, AnswerClasses.Acknowledged);
        Assert.Equal((RequestState.Active, AnswerClasses.Acknowledged), await RequestAsync());

        // Three days of silence: a reminder comes up, and nothing leaves by itself.
        var left = fixture.Peer.Accepted.Count;
        await PassDaysAsync(3);
        Assert.Equal((TargetState.Live, left), (await TargetAsync(), fixture.Peer.Accepted.Count));
        Assert.Equal("reminder", Assert.Single(await OpenStepsAsync()).RungId);
        var reminder = await RemindAsync(notice);
        Assert.Equal(left + 1, fixture.Peer.Accepted.Count);

        // They refuse: a person says so, and the next step comes up at once.
        await PassAsync(TimeSpan.FromHours(5));
        var refused = await ReceiveAsync(reminder, AnswerClasses.Refused);
        Assert.Empty(await OpenStepsAsync());
        await ConfirmAsync(refused, AnswerClasses.Refused);
        await PassAsync(TimeSpan.FromMinutes(1));
        await SkipAsync(Assert.Single(await OpenStepsAsync()));

        // They say that they removed it. It is looked at, and it is there.
        await PassDaysAsync(1);
        await ConfirmAsync(await ReceiveAsync(notice, AnswerClasses.SaysRemoved), AnswerClasses.SaysRemoved);
        await PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((TargetState.Live, RequestState.Active), (await TargetAsync(), (await RequestAsync()).State));
        Assert.NotEmpty(await OpenStepsAsync());

        // Then it goes: three misses over six hours, and only then it is gone.
        _platform.Is(Verdict.Missing);
        await PassDaysAsync(1);
        Assert.Equal((TargetState.Gone, RequestState.Watching), (await TargetAsync(), (await RequestAsync()).State));
        Assert.Empty(await OpenStepsAsync());

        // A page nobody can read is no return.
        _platform.Is(Verdict.Unreadable);
        await PassDaysAsync(10);
        Assert.Equal(TargetState.Gone, await TargetAsync());

        // It comes back: the same request runs again, and its first step is due after a day.
        _platform.Is(Verdict.Live);
        await PassDaysAsync(30);
        Assert.Equal((TargetState.Live, RequestState.Active), (await TargetAsync(), (await RequestAsync()).State));
        Assert.Equal(2, (await OpenStepsAsync())[0].Round);

        // It goes for good, and is looked at until the end.
        _platform.Is(Verdict.Missing);
        await PassDaysAsync(45);
        Assert.Equal((TargetState.Gone, RequestState.Watching), (await TargetAsync(), (await RequestAsync()).State));

        var events = await EventsAsync();
        string[] told =
        [
            "LinksReleased", "NoticeSendingEnded", "ClockStarted", "AnswerReceived", "StepOpened", "StepTaken", "AnswerConfirmed", "StepSkipped", "TargetObserved",
            "RequestWatched", "RequestReopened",
        ];
        Assert.All(told, type => Assert.Contains(type, events));
        Assert.Equal(2, events.Count(type => type == "RequestWatched"));
        Assert.True(await FaultBench.ChainsHoldAsync(fixture.Database, Cancel));

        // Both read the same story, each in order; hers without a name and without what is under the other key.
        var forStaff = await StoryAsync(StoryListener.Staff);
        var forHer = await StoryAsync(StoryListener.Survivor);
        AssertInOrder(
            forStaff, "notice-written", "notice-sent", "answer-came", "step-opened", "step-taken", "answer-read", "step-skipped", "seen-missing", "seen-gone",
            "seen-back", "seen-gone");
        AssertInOrder(forHer, "notice-written", "notice-sent", "step-taken", "seen-missing", "seen-gone", "seen-back", "seen-gone");
        Assert.DoesNotContain(forHer, line => line.By is not (null or "survivor") || line.Code.StartsWith("answer-", StringComparison.Ordinal));
        Assert.All(forHer.Where(line => line.Code == "seen-gone"), line => Assert.Equal([Link], line.Urls));
    }

    private static void AssertInOrder(IReadOnlyList<StoryLine> story, params string[] codes)
    {
        var told = story.Select(line => line.Code).ToList();
        var at = -1;
        foreach (var code in codes)
        {
            at = told.IndexOf(code, at + 1);
            Assert.True(at >= 0, $"{code} is missing in its place: {string.Join(", ", told)}");
        }
    }

    private async Task<IReadOnlyList<StoryLine>> StoryAsync(StoryListener listener)
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TellStory>().RunAsync(_her.CaseId, listener, Cancel);
    }

    private async Task<Guid> SendAsync()
    {
        _her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        await using (var database = fixture.Database.Open())
        {
            database.Add(new CaseKeyPair { CaseId = _her.CaseId, KeyPair = KeyPairName.N, Generation = 0, PublicKey = HybridKey.PublicKeyOf(_notesSeed) });
            await database.SaveChangesAsync(Cancel);
        }

        var preview = (await fixture.First.PreviewAsync(_her, [Link], Cancel)).Json;
        return await ReleaseAsync(preview, fixture.First.Statement(_her, preview, Now));
    }

    private async Task<Guid> RemindAsync(Guid notice)
    {
        var preview = (await fixture.First.PreviewAsync(_her, [Link], Cancel, follows: notice)).Json;
        return await ReleaseAsync(preview, fixture.First.FollowingStatement(_her, preview, Now, notice));
    }

    // By mail; a colleague lets it leave where one has to.
    private async Task<Guid> ReleaseAsync(JsonNode preview, JsonObject statement)
    {
        var released = await fixture.First.PostAsync($"cases/{HexId.Write(_her.CaseId)}/releases", fixture.First.Release(_her, statement), Cancel);
        Assert.Equal(201, released.Status);
        var mail = preview["previews"]!.AsArray().Single(one => (string?)one!["route"] == "mail")!;
        var id = (string)mail["noticeId"]!;
        if ((bool)mail["needsSecondPerson"]!)
        {
            Assert.Equal(204, (await fixture.Second.PostAsync($"notices/{id}/approve", new JsonObject { ["previewHash"] = (string)mail["hash"]! }, Cancel)).Status);
        }

        await fixture.SendAsync(Cancel);
        return HexId.TryRead(id, out var read) ? read : throw new FormatException("No id.");
    }

    private async Task SkipAsync(Escalation step)
    {
        var answer = await fixture.First.PostAsync($"steps/{HexId.Write(step.Id)}/skip", new JsonObject { ["why"] = "They answer by mail." }, Cancel);
        Assert.Equal(204, answer.Status);
    }

    private async Task ConfirmAsync(Guid messageId, string kind)
    {
        var answer = await fixture.First.PostAsync($"mail/{HexId.Write(messageId)}/confirm", new JsonObject { ["kind"] = kind }, Cancel);
        Assert.Equal(204, answer.Status);
    }

    private async Task<Guid> ReceiveAsync(Guid notice, string what)
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        var mail = new InboundMail
        {
            Place = new MailPlace("inbox", 1, ++_uid),
            RawHash = RandomNumberGenerator.GetBytes(32),
            ReceivedAt = Now,
            Kind = MailKinds.Answer,
            Class = what,
            Rule = "en.story",
            MayMove = what == AnswerClasses.Acknowledged,
            Recipients = [scope.ServiceProvider.GetRequiredService<MailTokens>().ReplyAddress(notice)],
            From = "abuse@telegram.org",
            FromDomain = "telegram.org",
            Sender = SenderVerdict.Passed,
            Text = "Words of theirs.",
        };
        var receive = scope.ServiceProvider.GetRequiredService<ReceiveMail>();
        await receive.CursorAsync("inbox", 1, Cancel);
        await receive.RunAsync(mail, Cancel);
        await using var database = fixture.Database.Open();
        return await database.Set<InboundMessage>().Where(row => row.RawHash == mail.RawHash).Select(row => row.Id).SingleAsync(Cancel);
    }

    private async Task PassDaysAsync(int days)
    {
        for (var quarter = 0; quarter < days * 8; quarter++)
        {
            fixture.App.Clock.Advance(TimeSpan.FromHours(3));
            await WorkAsync();
        }

        await fixture.ReturnLaterAsync(TimeSpan.Zero, Cancel);
    }

    private async Task PassAsync(TimeSpan time)
    {
        await fixture.ReturnLaterAsync(time, Cancel);
        await WorkAsync();
    }

    // What the jobs do.
    private async Task WorkAsync()
    {
        await _watcher.RunAsync(Cancel);
        await using var scope = fixture.App.Services.CreateAsyncScope();
        Assert.Empty((await scope.ServiceProvider.GetRequiredService<FireTimers>().RunAsync(Cancel)).Failed);
        await fixture.SendAsync(Cancel);
    }

    private async Task<(RequestState State, string? Answer)> RequestAsync()
    {
        await using var database = fixture.Database.Open();
        var request = await database.Set<TakedownRequest>().AsNoTracking().SingleAsync(row => row.CaseId == _her.CaseId, Cancel);
        return (request.State, request.Answer);
    }

    private async Task<TargetState> TargetAsync()
    {
        await using var database = fixture.Database.Open();
        return await database.Set<TakedownRequest>().Where(row => row.CaseId == _her.CaseId)
            .Join(database.Set<Target>(), request => request.TargetId, target => target.Id, (_, target) => target.State)
            .SingleAsync(Cancel);
    }

    private async Task<List<Escalation>> OpenStepsAsync()
    {
        await using var database = fixture.Database.Open();
        return await database.Set<Escalation>().AsNoTracking()
            .Where(step => step.CaseId == _her.CaseId && step.State == StepState.Open && step.RungId != Escalation.AnswerWaits)
            .OrderByDescending(step => step.OpenedAt)
            .ToListAsync(Cancel);
    }

    private async Task<List<string>> EventsAsync()
    {
        await using var database = fixture.Database.Open();
        return await database.Set<AuditEvent>().Where(row => row.ChainId == _her.CaseId).OrderBy(row => row.Sequence).Select(row => row.Type).ToListAsync(Cancel);
    }

    /// <summary>The platform as its pages show it; the post of ours is always there.</summary>
    private sealed class Platform : ILinkProbe
    {
        private Verdict _verdict = Verdict.Live;

        public void Is(Verdict verdict) => _verdict = verdict;

        public PageVerdict? WithoutAsking(string key) => null;

        public Task<ProbeReading> LookAsync(string key, CancellationToken cancel) => Task.FromResult(new ProbeReading(
            key.StartsWith("tg:post:@ourchannel", StringComparison.Ordinal) ? new PageVerdict(Verdict.Live, ProbeRules.Post) : _verdict switch
            {
                Verdict.Live => new PageVerdict(Verdict.Live, ProbeRules.Post),
                Verdict.Missing => new PageVerdict(Verdict.Missing, ProbeRules.PostMissing),
                _ => PageVerdict.Unreadable(ProbeRules.NoMarker),
            },
            200));
    }
}

using System.Collections.Concurrent;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Sending;

/// <summary>One notice that nobody can send stops no other, is tried a few times at most, and tells nothing of what it says.</summary>
public sealed class DamagedNoticeTests(DatabaseFixture fixture) : OutboxTest(fixture), IClassFixture<DatabaseFixture>
{
    private const string Canary = "canary-abuse@platform.example";

    public static TheoryData<string> Damages => [.. NoticeSeed.Damages];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Send_WhatIsStoredIsDamaged_OnlyThatNoticeStops(string what)
    {
        var damaged = await Seed.AddNoticeAsync(Cancel);
        var others = await AddNoticesAsync(3);
        await Seed.DamageAsync(damaged.Id, what, Cancel);

        await Worker.SendAsync(Cancel);

        Assert.Equal((NoticeState.DeadLetter, NoticeReasons.Unreadable), await StateAsync(damaged));
        Assert.All(await Task.WhenAll(others.Select(ReadAsync)), row => Assert.Equal(NoticeState.Accepted, row.State));
        Assert.Equal(["NoticeFailed"], await EventsAsync(damaged.CaseId));
    }

    /// <summary>The mail library would send other bytes than were sealed: line ends that are none.</summary>
    [Fact]
    public async Task Send_BytesWouldNotLeaveAsTheyWereSealed_NothingLeavesAndAPersonIsAsked()
    {
        var bare = await Seed.AddNoticeAsync(Cancel, text: "Message-Id: <bare@casework.example>\nFrom: desk@casework.example\n\nBare line ends.\n");
        var other = await Seed.AddNoticeAsync(Cancel);

        await Worker.SendAsync(Cancel);

        Assert.Equal((NoticeState.DeadLetter, NoticeReasons.Unreadable), await StateAsync(bare));
        Assert.Equal(NoticeState.Accepted, (await ReadAsync(other)).State);
        Assert.Single(Peer.Texts);
    }

    [Fact]
    public async Task Send_TheTransportThrowsForOne_IsTriedTwiceThenLeftToAPerson_TheOthersLeave_AndNoWordOfItIsKept()
    {
        var poison = await Seed.AddNoticeAsync(Cancel);
        var others = await AddNoticesAsync(4);
        var transport = new Broken(poison.Id);
        await using var worker = new OutboxWorker(Database, Keys, transport, Clock);

        for (var round = 0; round < 4; round++)
        {
            // It throws at nobody: the scheduler would keep the text of what it is told.
            await worker.SendAsync(Cancel);
            Clock.Advance(TakedownPolicy.DefaultSearchWindow);
            await worker.ReconcileAsync(Cancel);
        }

        var row = await ReadAsync(poison);
        Assert.Equal((NoticeState.OutcomeUnknown, null, 2), (row.State, row.NextTryAt, transport.Thrown));
        Assert.Equal(others.Select(notice => notice.Id).Order(), transport.Sent.Order());
        Assert.All(await AttemptsAsync(poison), attempt => Assert.Equal((AttemptResults.Unknown, nameof(InvalidOperationException)), (attempt.Result, attempt.SmtpDetail)));
        Assert.Equal("NoticeLeftToPerson", (await EventsAsync(poison.CaseId))[^1]);
        await using var database = Database.Open();
        var rows = await database.Database.SqlQuery<string>(
            $"""
            select n::text as "Value" from takedowns.notices n union all select a::text from takedowns.send_attempts a
            union all select r::text from takedowns.relay_states r union all select e::text from audit.events e
            """).ToListAsync(Cancel);
        Assert.All(rows, one => Assert.DoesNotContain("canary", one, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A transport with an error of its own that one notice brings out.</summary>
    private sealed class Broken(Guid poison) : INoticeTransport
    {
        public ConcurrentQueue<Guid> Sent { get; } = [];

        public int Thrown { get; private set; }

        public string Relay => "relay.example:25";

        public int Lanes => 2;

        public byte[] Write(RenderedNotice notice, Guid threadId, DateTimeOffset date) => throw new NotSupportedException();

        public SentThread ReadThread(byte[] bytes) => throw new NotSupportedException();

        public Task<SendResult> SendAsync(OutgoingMail mail, CancellationToken cancel)
        {
            if (mail.NoticeId == poison)
            {
                Thrown++;
                throw new InvalidOperationException($"Cannot write to {Canary}.");
            }

            Sent.Enqueue(mail.NoticeId);
            return Task.FromResult(new SendResult(SendOutcome.Accepted, null, 250, null));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

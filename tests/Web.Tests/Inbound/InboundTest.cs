using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Tests.Sending;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Inbound;

/// <summary>Notices that left, and mail that comes back.</summary>
public abstract class InboundTest(DatabaseFixture fixture) : OutboxTest(fixture)
{
    // One organisation a database: its root is there for good.
    private static readonly ConcurrentDictionary<TestDatabase, TestGenesis> Installed = [];

    private long _uid;

    /// <summary>The marks of the notices' mail.</summary>
    protected static MailTokens Tokens { get; } = new("casework.example", new MailKey(1, new byte[32]));

    protected TestGenesis Genesis => Installed[Database];

    /// <summary>Seed of the notes' key of every case here.</summary>
    protected byte[] NotesSeed { get; } = RandomNumberGenerator.GetBytes(32);

    public override async ValueTask InitializeAsync()
    {
        // The tests of one class run one after the other.
        if (!Installed.ContainsKey(Database))
        {
            var genesis = new TestGenesis();
            await genesis.InstallAsync(Database, Cancel);
            Installed[Database] = genesis;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await using (var database = Database.Open())
        {
            await database.Set<InboundMessage>().ExecuteDeleteAsync(CancellationToken.None);
            await database.Set<MailCursor>().ExecuteDeleteAsync(CancellationToken.None);
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A notice that was accepted, of a case with a key for notes.</summary>
    protected async Task<SeededNotice> AddSentAsync(string? contact = null)
    {
        var notice = await AddWithKeyAsync(contact);
        await Worker.SendAsync(Cancel);
        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notice)).State);
        return notice;
    }

    protected async Task<SeededNotice> AddWithKeyAsync(string? contact = null)
    {
        var notice = await Seed.AddNoticeAsync(Cancel, regime: "us-tida", contact: contact);
        await using var database = Database.Open();
        database.Add(new CaseKeyPair { CaseId = notice.CaseId, KeyPair = KeyPairName.N, Generation = 0, PublicKey = HybridKey.PublicKeyOf(NotesSeed) });
        await database.SaveChangesAsync(Cancel);
        return notice;
    }

    /// <summary>A mail as the reader hands it on.</summary>
    protected InboundMail Mail(
        string kind = MailKinds.Answer, string what = AnswerClasses.Acknowledged, string? to = null, SenderVerdict sender = SenderVerdict.Passed,
        string from = "abuse@platform.example", string subject = "Re: your notice", string text = "We got it.") => new()
        {
            Place = new MailPlace("inbox", 7, ++_uid),
            RawHash = RandomNumberGenerator.GetBytes(32),
            ReceivedAt = Clock.GetUtcNow(),
            Kind = kind,
            Class = what,
            Rule = "test-rule",
            MayMove = kind == MailKinds.Bounce || what == AnswerClasses.Acknowledged,
            Recipients = to is null ? [] : [to],
            MessageId = $"{HexId.Write(RandomId.New())}@platform.example",
            From = from,
            FromDomain = from.Split('@')[^1],
            Sender = sender,
            Subject = subject,
            Text = text,
        };

    protected async Task<Received> ReceiveAsync(InboundMail mail)
    {
        await Worker.UseAsync<ReceiveMail, long>(receive => receive.CursorAsync(mail.Place.Folder, mail.Place.Validity, Cancel));
        return await Worker.UseAsync<ReceiveMail, Received>(receive => receive.RunAsync(mail, Cancel));
    }

    protected async Task<InboundMessage> RowAsync(InboundMail mail)
    {
        await using var database = Database.Open();
        return await database.Set<InboundMessage>().AsNoTracking().SingleAsync(row => row.RawHash == mail.RawHash, Cancel);
    }

    /// <summary>What a caseworker's browser reads in the case.</summary>
    protected async Task<JsonNode> OpenAnswerAsync(InboundMessage row)
    {
        await using var database = Database.Open();
        var stored = await database.Set<SealedObject>().AsNoTracking().SingleAsync(o => o.CaseId == row.CaseId && o.ObjectId == row.ObjectId, Cancel);
        var frame = AgeReader.Open(stored.File, NotesSeed)!;
        var start = frame.AsSpan().IndexOf("{\"v\":1"u8);
        var length = BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(start - 4, 4));
        return JsonNode.Parse(Encoding.UTF8.GetString(frame, start, length))!;
    }

    /// <summary>What whoever sorts the mail reads.</summary>
    protected JsonNode OpenTeamMail(InboundMessage row)
    {
        var plaintext = AgeReader.Open(row.TeamFile, Genesis.EpochSeed)!;
        var label = "casemanager/1 team mail\n"u8;
        Assert.True(plaintext.AsSpan().StartsWith(label));
        Assert.True(plaintext.AsSpan(label.Length, 16).SequenceEqual(HexId.Bytes(row.Id)));
        var length = BinaryPrimitives.ReadInt32BigEndian(plaintext.AsSpan(label.Length + 16, 4));
        return JsonNode.Parse(Encoding.UTF8.GetString(plaintext, label.Length + 20, length))!;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.TestSupport.Imap;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns.Faults;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.TestSupport.Takedowns.Inbound;

/// <summary>Many mails, some of them twice, taken in while the database throws readers out, readers are stopped between any two steps, and the mailbox numbers its mails anew.</summary>
public sealed class InboxCampaign(TestDatabase database, string keys, Dovecot imap, TimeProvider time)
{
    private const int Batch = 250;

    // The same at every run: one that fails can be run again.
    private readonly Random _random = new(20_261_130);
    private readonly Dictionary<string, int> _delivered = [];
    private int _faults;

    /// <returns>What became of them.</returns>
    public async Task<InboxCounts> RunAsync(int mails, Action<string> tell, CancellationToken cancel)
    {
        await using var peer = SmtpPeer.Start();
        var before = await TracesAsync(cancel);
        var letters = new InboundLetters(await SentNotices.AddAsync(database, keys, time, Math.Max(20, mails / 100), cancel), _random);
        var given = 0;
        while (given < mails)
        {
            given += await DeliverAsync(letters, Math.Min(Batch, mails - given), cancel);
            for (var turn = 0; turn < 6; turn++)
            {
                await ReadWithFaultAsync(peer, cancel);
            }

            tell(string.Create(CultureInfo.InvariantCulture, $"{given} mails, {_faults} faults"));
        }

        await using (var reader = new OutboxWorker(database, keys, peer, time))
        {
            await InboxReader.ReadAsync(reader, imap, time, cancel);
            await InboxReader.ReadAsync(reader, imap, time, cancel);
        }

        return await CountAsync(before, cancel);
    }

    private async Task<int> DeliverAsync(InboundLetters letters, int count, CancellationToken cancel)
    {
        var batch = new List<byte[]>();
        while (batch.Count < count)
        {
            batch.Add(batch.Count > 0 && _random.Next(10) == 0 ? batch[_random.Next(batch.Count)] : letters.Next());
        }

        foreach (var mail in batch)
        {
            var hash = Convert.ToHexString(SHA256.HashData(mail));
            _delivered[hash] = _delivered.GetValueOrDefault(hash) + 1;
        }

        await imap.DeliverAsync(batch, time.GetUtcNow(), cancel);
        return batch.Count;
    }

    private async Task ReadWithFaultAsync(SmtpPeer peer, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var kind = _random.Next(4);
        if (kind == 0)
        {
            await NumberAnewAsync(cancel);
        }

        if (kind == 1)
        {
            stop.CancelAfter(TimeSpan.FromMilliseconds(_random.Next(5, 400)));
        }

        var dropped = kind >= 2 ? new DroppedConnection(database.Owner, _random.Next(1, 80), after: kind == 3) : null;
        await using var reader = new OutboxWorker(database, keys, peer, time, "reader", null, null, dropped is null ? [] : [dropped]);
        try
        {
            await InboxReader.ReadAsync(reader, imap, time, stop.Token);
        }
        // Whatever it fails with: the next one goes on where it stopped.
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            _faults++;
        }

        _faults += dropped?.Happened == true || kind == 0 ? 1 : 0;
    }

    private async Task NumberAnewAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        await context.Set<MailCursor>().ExecuteUpdateAsync(row => row.SetProperty(cursor => cursor.Validity, 1).SetProperty(cursor => cursor.LastUid, 1_000_000), cancel);
    }

    /// <summary>What every mail leaves once: an event, and, where it belongs to a notice, sealed words.</summary>
    private async Task<(int Events, int Answers)> TracesAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return (
            await context.Set<AuditEvent>().CountAsync(one => one.Type == "AnswerReceived" || one.Type == "MailUnmatched" || one.Type == "MailDropped", cancel),
            await context.Set<SealedObject>().CountAsync(one => one.Kind == ObjectKinds.Answer && one.Author == Authors.Server, cancel));
    }

    private async Task<InboxCounts> CountAsync((int Events, int Answers) before, CancellationToken cancel)
    {
        await using var context = database.Open();
        var rows = await context.Set<InboundMessage>().AsNoTracking().ToListAsync(cancel);
        var stored = rows.Select(row => Convert.ToHexString(row.RawHash)).ToHashSet();
        var (events, answers) = await TracesAsync(cancel);
        var attached = rows.Count(row => row.Standing == InboundStanding.Attached);
        return new InboxCounts(
            _delivered.Values.Sum(),
            _delivered.Count,
            rows.Count,
            _faults,
            Lost: _delivered.Keys.Count(hash => !stored.Contains(hash)),
            Twice: events - before.Events - rows.Count + answers - before.Answers - attached,
            PutAside: rows.Count(row => row.Standing == InboundStanding.Quarantined),
            Left: (await imap.ListAsync(cancel)).Count,
            await FaultBench.ChainsHoldAsync(database, cancel));
    }
}

/// <summary>What became of mails that were delivered.</summary>
/// <param name="Delivered">Copies that lay in the mailbox.</param>
/// <param name="Different">Of which different ones.</param>
/// <param name="Stored">Rows.</param>
/// <param name="Lost">Mails without a row.</param>
/// <param name="Twice">Events or sealed words beyond one a mail.</param>
/// <param name="PutAside">Mails that could not be taken in.</param>
/// <param name="Left">Mails that lie there still.</param>
public sealed record InboxCounts(int Delivered, int Different, int Stored, int Faults, int Lost, int Twice, int PutAside, int Left, bool ChainsHold)
{
    /// <summary>Whether each was stored once, none lost, and nothing is left in the mailbox.</summary>
    public bool IsRight => Lost == 0 && Twice == 0 && PutAside == 0 && Left == 0 && Stored == Different && ChainsHold;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Delivered} delivered, {Different} different, {Stored} stored, {Faults} faults: {Lost} lost, {Twice} twice, {PutAside} put aside, {Left} left in the mailbox; chains {(ChainsHold ? "hold" : "are broken")}");
}

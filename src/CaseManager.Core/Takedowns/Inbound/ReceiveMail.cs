using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Takedowns.Answers;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>What became of a mail that was handed in.</summary>
public enum Received
{
    /// <summary>It was taken in now.</summary>
    New,

    /// <summary>It was taken in before; the mailbox may forget it.</summary>
    Known,

    /// <summary>It could not be taken in and stays where it lies; the next one may come.</summary>
    Quarantined,
}

/// <summary>Takes in one mail: its row, its sealed words, what it moves, and the mailbox's cursor in one transaction.</summary>
public sealed class ReceiveMail(
    CaseManagerDbContext database, MatchMail match, SealAnswer sealAnswer, SealForTeam sealForTeam, MoveByMail move, ReplyDomains domains, AuditLog audit, TimeProvider time)
{
    /// <summary>Who writes the audit events of reading.</summary>
    public static readonly Actor Actor = Actor.Job("read-answers");

    private const int MostTries = 3;

    /// <summary>The last mail that was taken in from a mailbox.</summary>
    /// <param name="validity">UIDVALIDITY as the mailbox says it now: another one starts over.</param>
    public async Task<long> CursorAsync(string folder, long validity, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        var cursor = await database.Set<MailCursor>().SingleOrDefaultAsync(row => row.Folder == folder, cancel);
        if (cursor is null)
        {
            cursor = new MailCursor { Folder = folder };
            database.Add(cursor);
        }

        if (cursor.Validity != validity)
        {
            cursor.StartOver(validity);
        }

        await database.SaveChangesAsync(cancel);
        return cursor.LastUid;
    }

    /// <summary>The mailbox was read to its end.</summary>
    public Task ReadToTheEndAsync(string folder, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return database.Set<MailCursor>().Where(row => row.Folder == folder).ExecuteUpdateAsync(row => row.SetProperty(cursor => cursor.ReadAt, now), cancel);
    }

    /// <summary>Numbers of the mails that were put aside and lie there still.</summary>
    public Task<HashSet<long>> PutAsideAsync(string folder, long validity, CancellationToken cancel) => database.Set<InboundMessage>()
        .Where(row => row.Folder == folder && row.Validity == validity && row.Standing == InboundStanding.Quarantined)
        .Select(row => row.Uid)
        .ToHashSetAsync(cancel);

    public async Task<Received> RunAsync(InboundMail mail, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        var found = mail.Kind == MailKinds.Loop ? MailMatch.None : await match.RunAsync(mail, cancel);
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var cursor = await LockCursorAsync(mail.Place, cancel);
        var known = await database.Set<InboundMessage>().SingleOrDefaultAsync(row => row.RawHash == mail.RawHash, cancel);
        var isNew = known is null or { Standing: InboundStanding.Quarantined };
        if (isNew)
        {
            if (known is not null)
            {
                // It could not be read before, and can be now.
                database.Remove(known);
                await database.SaveChangesAsync(cancel);
            }

            await TakeInAsync(mail, found, cancel);
        }

        cursor.Advance(mail.Place.Uid);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return isNew ? Received.New : Received.Known;
    }

    /// <summary>A mail could not be taken in. The third time it is put aside, and those after it are read.</summary>
    /// <param name="atOnce">It never will be: it is too large.</param>
    public async Task<bool> FailedAsync(MailPlace place, byte[] rawHash, DateTimeOffset receivedAt, string why, bool atOnce, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var cursor = await LockCursorAsync(place, cancel);
        var isPoison = atOnce || cursor.CountTry(place.Uid) >= MostTries;
        if (isPoison)
        {
            cursor.Advance(place.Uid);
            if (await database.Set<InboundMessage>().SingleOrDefaultAsync(row => row.RawHash == rawHash, cancel) is { } known)
            {
                // The mailbox numbers its mails anew: it lies at another place now.
                (known.Validity, known.Uid) = (place.Validity, place.Uid);
            }
            else
            {
                var row = Row(place, rawHash, receivedAt, MailKinds.Answer, AnswerClasses.Other, why, MatchRules.None);
                row.Quarantine();
                database.Add(row);
                await audit.AppendAsync(AuditLog.Organisation, "MailQuarantined", Actor, new AuditData { { "messageId", row.Id }, { "reason", why } }, cancel);
            }
        }

        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return isPoison;
    }

    private async Task TakeInAsync(InboundMail mail, MailMatch found, CancellationToken cancel)
    {
        var notice = found.Notice is null ? null : await LockNoticeAsync(found.Notice, cancel);
        var isDeleted = notice is not null && !await database.Set<Report>().AnyAsync(report => report.CaseId == notice.CaseId, cancel);
        var isVerified = notice is not null && found.IsCertain && (mail.Kind == MailKinds.Bounce
            ? found.Rule is MatchRules.Address or MatchRules.MessageId
            : found.IsSenderExpected && mail.Sender == SenderVerdict.Passed);
        var movesByItself = isVerified && mail.MayMove && !(mail.Kind == MailKinds.Bounce && !await domains.IsAboutAsync(notice!, mail.Bounced, cancel));
        var row = Row(
            mail.Place, mail.RawHash, mail.ReceivedAt, mail.Kind, mail.Class, mail.Rule, notice is null ? MatchRules.None : found.Rule, isVerified,
            mail.MessageId is { Length: > 0 } id ? match.IdHash(id) : null, mail.Ticket is { Length: > 0 } ticket ? match.TicketHash(ticket) : null, mail.IsBadAddress);
        database.Add(row);
        if (mail.Kind == MailKinds.Loop || isDeleted)
        {
            // Whoever deleted her case wants no word about it kept.
            row.Drop();
            await audit.AppendAsync(AuditLog.Organisation, "MailDropped", Actor, new AuditData { { "messageId", row.Id }, { "reason", isDeleted ? "case-deleted" : "loop" } }, cancel);
            return;
        }

        if (notice is not null && found.IsCertain
            && await sealAnswer.RunAsync(notice.CaseId, notice.Id, MailWords.Of(mail), mail.ReceivedAt, cancel) is { } objectId)
        {
            row.Attach(notice, objectId, MoveByMail.NeedsPerson(mail.Class, movesByItself) || (mail.GaveUp && mail.Class == AnswerClasses.BounceTemporary));
            await audit.AppendAsync(notice.CaseId, "AnswerReceived", Actor, DataOf(row), cancel);
            if (isVerified && mail.Kind != MailKinds.Bounce)
            {
                await move.SettleAsync(row, notice, Actor, cancel);
            }

            if (movesByItself)
            {
                await move.RunAsync(row, notice, cancel);
            }

            return;
        }

        var (epoch, file) = await sealForTeam.RunAsync(row.Id, mail, cancel)
            ?? throw new NoTeamKeyException();
        row.Keep(epoch, file, notice);
        await audit.AppendAsync(
            AuditLog.Organisation, "MailUnmatched", Actor, new AuditData { { "messageId", row.Id }, { "class", row.Class }, { "match", row.MatchRule } }, cancel);
    }

    /// <summary>The notice again, its case locked; gone where she deleted it meanwhile.</summary>
    private async Task<Notice?> LockNoticeAsync(Notice found, CancellationToken cancel)
    {
        // Both at once, in the order everybody takes them.
        await audit.LockAsync([found.CaseId, AuditLog.Organisation], cancel);
        return await database.Set<Notice>().SingleOrDefaultAsync(notice => notice.Id == found.Id, cancel);
    }

    // One reader a mailbox: a second one waits here and finds what the first one stored.
    private async Task<MailCursor> LockCursorAsync(MailPlace place, CancellationToken cancel) =>
        await database.Set<MailCursor>()
            .FromSql($"""select * from takedowns.mail_cursors where "Folder" = {place.Folder} for update""")
            .SingleAsync(cancel);

    private InboundMessage Row(
        MailPlace place, byte[] rawHash, DateTimeOffset receivedAt, string kind, string what, string rule, string matchRule, bool isVerified = false,
        byte[]? messageIdHash = null, byte[]? ticketHash = null, bool isBadAddress = false) => new()
        {
            Id = RandomId.New(),
            Folder = place.Folder,
            Validity = place.Validity,
            Uid = place.Uid,
            RawHash = rawHash,
            MessageIdHash = messageIdHash,
            TicketHash = ticketHash,
            ReceivedAt = receivedAt,
            StoredAt = time.GetUtcNow(),
            Kind = kind,
            Class = what,
            ClassRule = rule,
            MatchRule = matchRule,
            IsVerified = isVerified,
            IsBadAddress = isBadAddress,
        };

    internal static AuditData DataOf(InboundMessage row) => new()
    {
        { "messageId", row.Id },
        { "noticeId", row.NoticeId!.Value },
        { "objectId", row.ObjectId!.Value },
        { "class", row.Class },
        { "rule", row.ClassRule },
        { "match", row.MatchRule },
        { "verified", row.IsVerified },
    };
}

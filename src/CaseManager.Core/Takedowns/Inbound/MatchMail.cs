using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.Notices;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>Finds the notice a mail belongs to. The first rule that applies decides, and is kept with the mail.</summary>
/// <remarks>A subject or a guessed number alone never leads to a case: whoever can write mail could put words into it.</remarks>
public sealed class MatchMail(CaseManagerDbContext database, MailTokens tokens, LookupHash hash, ReplyDomains domains)
{
    private const int MostReferences = 100;

    public async Task<MailMatch> RunAsync(InboundMail mail, CancellationToken cancel)
    {
        var (notice, rule) = await FindAsync(mail, cancel);
        return notice is null ? MailMatch.None : new MailMatch(notice, rule, await domains.ExpectAsync(notice, mail.FromDomain, cancel))
        {
            // Numbers can be guessed and From can be written by anybody.
            IsGuess = rule == MatchRules.HumanCode || (rule == MatchRules.Ticket && mail.Sender != SenderVerdict.Passed),
        };
    }

    /// <summary>What a mail's own id, or one it refers to, is kept as.</summary>
    public byte[] IdHash(string messageId) => hash.Of("mail-id", messageId.Trim('<', '>', ' '));

    /// <summary>What a sender's own number is kept as.</summary>
    public byte[] TicketHash(string ticket) => hash.Of("mail-ticket", ticket.Trim().ToUpperInvariant());

    private async Task<(Notice? Notice, string Rule)> FindAsync(InboundMail mail, CancellationToken cancel)
    {
        foreach (var address in mail.Recipients)
        {
            if (tokens.TryReadAddress(address, out var noticeId) && await ReadAsync(noticeId, cancel) is { } notice)
            {
                return (notice, MatchRules.Address);
            }
        }

        foreach (var id in mail.RefersTo.Take(MostReferences))
        {
            if (tokens.TryReadMessageId(id, out var noticeId, out _) && await ReadAsync(noticeId, cancel) is { } notice)
            {
                return (notice, MatchRules.MessageId);
            }
        }

        return await FindByEarlierAsync(mail, cancel) is { } earlier ? (earlier, MatchRules.EarlierMail)
            : await FindByTicketAsync(mail, cancel) is { } ticketed ? (ticketed, MatchRules.Ticket)
            : await FindByCodeAsync(mail, cancel) is { } coded ? (coded, MatchRules.HumanCode)
            : (null, MatchRules.None);
    }

    private async Task<Notice?> FindByEarlierAsync(InboundMail mail, CancellationToken cancel)
    {
        var hashes = mail.RefersTo.Take(MostReferences).Select(IdHash).ToList();
        var noticeId = hashes.Count == 0 ? null : await database.Set<InboundMessage>()
            .Where(row => row.MessageIdHash != null && hashes.Contains(row.MessageIdHash) && row.Standing == InboundStanding.Attached)
            .OrderByDescending(row => row.StoredAt)
            .Select(row => row.NoticeId)
            .FirstOrDefaultAsync(cancel);
        return noticeId is { } id ? await ReadAsync(id, cancel) : null;
    }

    private async Task<Notice?> FindByTicketAsync(InboundMail mail, CancellationToken cancel)
    {
        if (mail.Ticket is not { Length: > 0 } ticket)
        {
            return null;
        }

        var hashed = TicketHash(ticket);
        var candidates = await database.Set<InboundMessage>()
            .Where(row => row.TicketHash == hashed && row.Standing == InboundStanding.Attached && row.IsVerified && row.Kind != MailKinds.Bounce)
            .Select(row => row.NoticeId!.Value)
            .Distinct()
            .Take(20)
            .ToListAsync(cancel);
        return await OnlyExpectedAsync(candidates, mail, cancel);
    }

    private async Task<Notice?> FindByCodeAsync(InboundMail mail, CancellationToken cancel)
    {
        if (!HumanCode.TryFind(mail.Subject, out var code))
        {
            return null;
        }

        var candidates = await database.Set<Notice>().Where(notice => notice.Code == code).Select(notice => notice.Id).Take(20).ToListAsync(cancel);
        return await OnlyExpectedAsync(candidates, mail, cancel);
    }

    // Two platforms may use one number: the sender's domain tells which it is, and two that fit are none.
    private async Task<Notice?> OnlyExpectedAsync(IReadOnlyList<Guid> noticeIds, InboundMail mail, CancellationToken cancel)
    {
        Notice? found = null;
        foreach (var noticeId in noticeIds)
        {
            if (await ReadAsync(noticeId, cancel) is { } notice && await domains.ExpectAsync(notice, mail.FromDomain, cancel))
            {
                if (found is not null)
                {
                    return null;
                }

                found = notice;
            }
        }

        return found;
    }

    private Task<Notice?> ReadAsync(Guid noticeId, CancellationToken cancel) =>
        database.Set<Notice>().AsNoTracking().SingleOrDefaultAsync(notice => notice.Id == noticeId, cancel);
}

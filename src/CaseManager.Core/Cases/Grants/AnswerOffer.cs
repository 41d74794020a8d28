using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Reminders;
using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Grants;

/// <summary>What became of an offer.</summary>
public enum OfferAnswer
{
    /// <summary>She takes the case.</summary>
    Accept,

    /// <summary>She does not.</summary>
    Decline,

    /// <summary>Whoever asked takes it back.</summary>
    Withdraw,
}

/// <summary>Ends an offer: the colleague takes the case or does not, or whoever asked takes the offer back.</summary>
public sealed class AnswerOffer(CaseManagerDbContext database, Colleagues colleagues, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>not-taken-up</c>, <c>case-closed</c>, <c>not-yours</c>; <c>no-offer</c>: it ended meanwhile, or is not hers.</exception>
    public async Task RunAsync(Guid caseId, Guid actor, OfferAnswer answer, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var caseFile = await colleagues.LockAsync(caseId, actor, cancel);
        if (answer is OfferAnswer.Accept && caseFile.AssigneeId == actor)
        {
            return;
        }

        if (caseFile.Offer is not { } offer || (answer is not OfferAnswer.Withdraw && offer.To != actor))
        {
            throw new RefusedException("no-offer", RefusalKind.Conflict);
        }

        if (answer is OfferAnswer.Accept)
        {
            await AcceptAsync(caseFile, offer, cancel);
        }
        else
        {
            await EndAsync(caseFile, offer, cancel);
        }

        await audit.AppendAsync(
            caseId,
            answer switch { OfferAnswer.Accept => "OfferAccepted", OfferAnswer.Decline => "OfferDeclined", OfferAnswer.Withdraw => "OfferWithdrawn" },
            Actor.Staff(actor),
            new AuditData { { "to", offer.To } },
            cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task AcceptAsync(Case caseFile, CaseOffer offer, CancellationToken cancel)
    {
        var before = caseFile.AssigneeId;
        caseFile.AssignTo(offer.To);
        (await database.Set<Report>().SingleAsync(report => report.CaseId == caseFile.CaseId, cancel)).TakeUp(time.GetUtcNow());
        await database.SaveChangesAsync(cancel);

        // In a restricted case the one before stays beside her until somebody ends that, which costs new keys.
        if (before is { } left && !await database.IsRestrictedAsync(caseFile.CaseId, cancel))
        {
            await colleagues.EndAsync(caseFile.CaseId, left, cancel);
        }

        await database.PassRemindersAsync(caseFile.CaseId, offer.To, cancel);
    }

    /// <summary>Access that came with the offer ends with it.</summary>
    private async Task EndAsync(Case caseFile, CaseOffer offer, CancellationToken cancel)
    {
        caseFile.EndOffer();
        await database.SaveChangesAsync(cancel);
        if (await database.Set<CaseGrant>().AnyAsync(
            grant => grant.CaseId == caseFile.CaseId && grant.StaffId == offer.To && grant.GrantedAt == offer.At, cancel))
        {
            await colleagues.EndAsync(caseFile.CaseId, offer.To, cancel);
        }
    }
}

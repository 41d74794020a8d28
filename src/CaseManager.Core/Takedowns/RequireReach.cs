using CaseManager.Core.Cases;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.Inbound;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>What an id belongs to that leads to a case.</summary>
public enum ReachedBy
{
    Case,
    Notice,
    Request,
    Step,
    Mail,
}

/// <summary>Refuses a staff member what belongs to a case that is restricted to others, in the words for what is not there.</summary>
public sealed class RequireReach(CaseManagerDbContext database)
{
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>unknown-notice</c>, <c>unknown-request</c>, <c>unknown-step</c>, <c>unknown-mail</c>.</exception>
    public async Task RunAsync(ReachedBy by, Guid id, Guid staffId, CancellationToken cancel)
    {
        var hidden = database.HiddenFrom(staffId);
        var (isHidden, code) = by switch
        {
            ReachedBy.Case => (hidden.AnyAsync(caseId => caseId == id, cancel), "unknown-case"),
            ReachedBy.Notice => (database.Set<Notice>().AnyAsync(notice => notice.Id == id && hidden.Contains(notice.CaseId), cancel), "unknown-notice"),
            ReachedBy.Request => (database.Set<TakedownRequest>().AnyAsync(row => row.Id == id && hidden.Contains(row.CaseId), cancel), "unknown-request"),
            ReachedBy.Mail => (database.Set<InboundMessage>().AnyAsync(mail => mail.Id == id && mail.CaseId != null && hidden.Contains(mail.CaseId.Value), cancel), "unknown-mail"),
            ReachedBy.Step => (database.Set<Escalation>().AnyAsync(row => row.Id == id && hidden.Contains(row.CaseId), cancel), "unknown-step"),
        };
        if (await isHidden)
        {
            throw new RefusedException(code, RefusalKind.NotFound);
        }
    }
}

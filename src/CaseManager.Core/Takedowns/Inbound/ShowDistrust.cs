using CaseManager.Core.Takedowns.Answers;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>Whether a mail server refused our mail for what it thinks of us (RFC 3463, 5.7.x). That is nobody's case but the organisation's: whoever runs its mail must know.</summary>
public sealed class ShowDistrust(CaseManagerDbContext database)
{
    /// <returns>Since when there is a report that nobody confirmed or discarded yet, UTC.</returns>
    public Task<DateTimeOffset?> RunAsync(CancellationToken cancel) => database.Set<InboundMessage>()
        .Where(mail => mail.NeedsPerson && mail.Class == AnswerClasses.BouncePolicy)
        .MinAsync(mail => (DateTimeOffset?)mail.ReceivedAt, cancel);
}

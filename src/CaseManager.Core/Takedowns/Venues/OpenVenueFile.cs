using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>
/// A caseworker opens the file of a channel, group or site that somebody found: an assisted case about no person. It has no receipt, so it can be nobody's own, and no
/// consent but the one for sending its link; only notices from such a file are ever shared.
/// </summary>
public sealed class OpenVenueFile(CaseManagerDbContext database, CheckSealedCase check, OpenAssistedCase open)
{
    /// <returns>Whether this post made it, rather than one before with the same bytes.</returns>
    /// <exception cref="RefusedException"><c>unknown-venue</c>; <c>venue-file</c>: it has a receipt or another consent; or what a posted case is refused for.</exception>
    public async Task<bool> RunAsync(Guid venueId, Guid staffId, SealedCase posted, CancellationToken cancel)
    {
        if (posted.ReceiptLookup is not null || posted.Consents.Any(purpose => purpose != ConsentPurposes.SendLinks))
        {
            throw new RefusedException("venue-file");
        }

        await database.FindVenueAsync(venueId, staffId, cancel);
        await check.RunAsync(posted, OpenAssistedCase.Kinds, forStaff: true, cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var isNew = await open.InTransactionAsync(staffId, posted, imported: false, venueId, cancel);

        // Held until the file stands: no deletion takes the venue away meanwhile.
        var held = await database.Database
            .SqlQuery<Guid>($"""select v."Id" as "Value" from takedowns.venues v where v."Id" = {venueId} for key share""")
            .ToListAsync(cancel);
        if (held.Count == 0)
        {
            throw new RefusedException("unknown-venue", RefusalKind.NotFound);
        }

        await transaction.CommitAsync(cancel);
        return isNew;
    }
}

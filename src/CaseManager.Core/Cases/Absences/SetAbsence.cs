using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Grants;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Absences;

/// <summary>Says until when somebody is away, and who looks after her work: she herself, or a supervisor.</summary>
public sealed class SetAbsence(CaseManagerDbContext database, Colleagues colleagues, ReadAbsences read, AuditLog audit, OrganisationZone zone, TimeProvider time)
{
    /// <summary>Days ahead, at most; whoever is away longer hands her cases over.</summary>
    public const int MostDays = 366;

    /// <param name="backOn">The first day she is there again, in the organisation's zone.</param>
    /// <exception cref="RefusedException">
    /// <c>not-yours</c>: neither herself nor a supervisor; <c>unknown-staff</c>; <c>back-on</c>: today, past, or too far ahead; <c>cover</c>: herself, or
    /// nobody who could open cases; <c>cover-away</c>.
    /// </exception>
    public async Task RunAsync(Guid actor, Guid staffId, DateOnly backOn, Guid coverId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);

        // Two who would cover each other come one after the other.
        await audit.LockAsync(AuditLog.Organisation, cancel);
        await database.RequireMayDecideAsync(actor, staffId, cancel);
        var today = zone.Today(time.GetUtcNow());
        if (backOn <= today || backOn > today.AddDays(MostDays))
        {
            throw new RefusedException("back-on");
        }

        await RequireCoverAsync(staffId, coverId, cancel);
        var absence = await database.Set<Absence>().SingleOrDefaultAsync(row => row.StaffId == staffId, cancel)
            ?? database.Add(new Absence { StaffId = staffId }).Entity;
        absence.Set(coverId, backOn, zone.StartOf(backOn));
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            AuditLog.Organisation, "AbsenceSet", Actor.Staff(actor), new AuditData { { "staff", staffId }, { "cover", coverId }, { "until", absence.EndsAt } }, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task RequireCoverAsync(Guid staffId, Guid coverId, CancellationToken cancel)
    {
        if (coverId == staffId || !await colleagues.MayBeGivenAsync(coverId, cancel))
        {
            throw new RefusedException("cover");
        }

        if ((await read.RunAsync(cancel)).Of(coverId) is not null)
        {
            throw new RefusedException("cover-away");
        }
    }
}

/// <summary>Whose absence somebody may decide about.</summary>
internal static class AbsenceRules
{
    /// <exception cref="RefusedException"><c>not-yours</c>, <c>unknown-staff</c>: nobody who works on cases.</exception>
    public static async Task RequireMayDecideAsync(this CaseManagerDbContext database, Guid actor, Guid staffId, CancellationToken cancel)
    {
        if (actor != staffId && !await database.IsSupervisorAsync(actor, cancel))
        {
            throw new RefusedException("not-yours", RefusalKind.Conflict);
        }

        if (!(await database.OpenersAsync(cancel)).Contains(staffId))
        {
            throw new RefusedException("unknown-staff", RefusalKind.NotFound);
        }
    }
}

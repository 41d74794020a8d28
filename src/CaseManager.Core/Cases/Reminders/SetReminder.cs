using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Reminders;

/// <summary>A caseworker wants to be reminded of something in a case. The server learns when, not of what.</summary>
public sealed class SetReminder(CaseManagerDbContext database, StoreObjects store, AuditLog audit, OrganisationZone zone, TimeProvider time)
{
    /// <summary>Further ahead is a slip of the keyboard.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromDays(3 * 366);

    /// <param name="at">Day and time on the clock of the organisation's zone.</param>
    /// <param name="objects">The sealed <c>reminder</c>, under <c>N</c>.</param>
    /// <exception cref="RefusedException">
    /// <c>unknown-case</c>, <c>not-taken-up</c>, <c>objects</c>, or what a sealed object is refused for; <c>reminder-past</c>, <c>reminder-far</c>.
    /// </exception>
    public async Task RunAsync(Guid caseId, Guid staffId, DateTime at, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        if (objects is not [{ Kind: ObjectKinds.Reminder, KeyPair: KeyPairName.N, ObjectId: var id }])
        {
            throw new RefusedException("objects");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        await database.FindCaseAsync(caseId, cancel);
        var isNew = !await database.Set<Reminder>().AnyAsync(row => row.Id == id, cancel);
        await store.RunAsync(caseId, Authors.Staff(staffId), objects, replaceWraps: false, cancel);
        if (isNew)
        {
            var now = time.GetUtcNow().RoundedToMicroseconds();
            var reminder = new Reminder { Id = id, CaseId = caseId, StaffId = staffId, MadeAt = now };
            reminder.Set(zone.AheadOf(at, now));
            database.Add(reminder);
            await database.SaveChangesAsync(cancel);
            await audit.AppendAsync(
                caseId, "ReminderSet", Actor.Staff(staffId), new AuditData { { "reminderId", id }, { "dueAt", reminder.DueAt } }, cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}

/// <summary>When a reminder may come up.</summary>
internal static class ReminderTimes
{
    /// <exception cref="RefusedException"><c>reminder-past</c>, <c>reminder-far</c>.</exception>
    public static DateTimeOffset AheadOf(this OrganisationZone zone, DateTime at, DateTimeOffset now)
    {
        if (at.Year is < 2000 or > 9000)
        {
            throw new RefusedException(at.Year < 2000 ? "reminder-past" : "reminder-far");
        }

        var due = zone.At(at);
        return due <= now ? throw new RefusedException("reminder-past")
            : due > now + SetReminder.Farthest ? throw new RefusedException("reminder-far")
            : due;
    }
}

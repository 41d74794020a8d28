using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Reminders;

/// <summary>A reminder is done, not needed any more, or gets another time; whoever may open the case says so.</summary>
public sealed class SettleReminder(CaseManagerDbContext database, AuditLog audit, OrganisationZone zone, TimeProvider time)
{
    /// <param name="end">Done or dropped; <see langword="null"/> to put it off.</param>
    /// <param name="until">To put it off: day and time on the clock of the organisation's zone.</param>
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>unknown-reminder</c>, <c>reminder-past</c>, <c>reminder-far</c>; <c>reminder-settled</c>: somebody ended it meanwhile.</exception>
    public async Task RunAsync(Guid caseId, Guid reminderId, Guid staffId, ReminderState? end, DateTime? until, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        await database.FindReportAsync(caseId, cancel);
        var reminder = await database.Set<Reminder>().SingleOrDefaultAsync(row => row.Id == reminderId && row.CaseId == caseId, cancel)
            ?? throw new RefusedException("unknown-reminder", RefusalKind.NotFound);
        if (end is not null && reminder.State == end)
        {
            return;
        }

        if (reminder.State is not ReminderState.Open)
        {
            throw new RefusedException("reminder-settled", RefusalKind.Conflict);
        }

        var now = time.GetUtcNow();
        var data = new AuditData { { "reminderId", reminderId } };
        if (end is { } ended)
        {
            reminder.Settle(ended, now);
        }
        else
        {
            reminder.PutOff(zone.AheadOf(until ?? throw new RefusedException("reminder-past"), now));
            data.Add("dueAt", reminder.DueAt);
        }

        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            caseId,
            end switch { null => "ReminderPutOff", ReminderState.Done => "ReminderDone", _ => "ReminderDropped" },
            Actor.Staff(staffId),
            data,
            cancel);
        await transaction.CommitAsync(cancel);
    }
}

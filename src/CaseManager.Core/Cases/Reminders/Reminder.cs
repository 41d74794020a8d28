using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Cases.Reminders;

/// <summary>Where a reminder stands.</summary>
public enum ReminderState
{
    /// <summary>It comes up when it is due.</summary>
    Open,

    /// <summary>What it was for is done.</summary>
    Done,

    /// <summary>It is not needed any more.</summary>
    Dropped,
}

/// <summary>Something a caseworker wants to be reminded of. Its time is readable, its words are sealed in the case.</summary>
public sealed class Reminder
{
    /// <summary>The sealed <c>reminder</c> with its words.</summary>
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>Whom it reminds; when she works on the case no longer, whoever has it.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When it comes up, UTC.</summary>
    public DateTimeOffset DueAt { get; private set; }

    public ReminderState State { get; private set; }

    /// <summary>How often it was put off.</summary>
    public int PutOffs { get; private set; }

    /// <summary>When it was done or dropped, UTC.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>.</summary>
    public uint Version { get; private set; }

    /// <summary>Sets its first time.</summary>
    public void Set(DateTimeOffset dueAt) => DueAt = dueAt;

    /// <summary>Gives it another time.</summary>
    /// <exception cref="InvalidOperationException">It is settled.</exception>
    public void PutOff(DateTimeOffset dueAt)
    {
        RequireOpen();
        (DueAt, PutOffs) = (dueAt, PutOffs + 1);
    }

    /// <summary>Ends it.</summary>
    /// <exception cref="InvalidOperationException">It is settled, or that is no end.</exception>
    public void Settle(ReminderState end, DateTimeOffset at)
    {
        RequireOpen();
        (State, SettledAt) = (end is ReminderState.Open ? throw new InvalidOperationException("Open is no end.") : end, at);
    }

    private void RequireOpen()
    {
        if (State is not ReminderState.Open)
        {
            throw new InvalidOperationException("The reminder is settled.");
        }
    }
}

internal sealed class ReminderConfiguration : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> builder)
    {
        builder.ToTable("reminders", "cases");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.State).HasConversion<string>().HasMaxLength(8);
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasIndex(r => r.CaseId);
        builder.HasIndex(r => new { r.StaffId, r.DueAt, r.Id }).HasFilter("\"State\" = 'Open'");
    }
}

/// <summary>Keeps reminders with people who work on their case.</summary>
internal static class ReminderRows
{
    /// <summary>Open reminders of people who work on a case no longer come to whoever has it.</summary>
    public static Task PassRemindersAsync(this CaseManagerDbContext database, Guid caseId, Guid to, CancellationToken cancel) =>
        database.Set<Reminder>()
            .Where(reminder => reminder.CaseId == caseId && reminder.State == ReminderState.Open && reminder.StaffId != to
                && !database.Set<CaseGrant>().Any(grant => grant.CaseId == caseId && grant.StaffId == reminder.StaffId))
            .ExecuteUpdateAsync(row => row.SetProperty(reminder => reminder.StaffId, to), cancel);
}

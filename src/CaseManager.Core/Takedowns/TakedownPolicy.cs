using CaseManager.Core.Cases;
using CaseManager.Core.Takedowns.FollowUp.Calendars;
using CaseManager.Core.Takedowns.Sending;

namespace CaseManager.Core.Takedowns;

/// <summary>What the organisation decided about its takedown work.</summary>
/// <param name="Zone">Its time zone: decides days in deadlines.</param>
/// <param name="SecondPerson">A second person approves every notice before it leaves.</param>
/// <param name="Journal">Our own mailbox in another system that gets a copy of every notice; <see langword="null"/> where there is none.</param>
/// <param name="SearchWindow">How long a notice with an unknown outcome is looked for before it is sent once more.</param>
public sealed record TakedownPolicy(TimeZoneInfo Zone, bool SecondPerson, string? Journal, TimeSpan SearchWindow)
{
    /// <summary>Half an hour: a delivery report or the journal copy is there by then.</summary>
    public static readonly TimeSpan DefaultSearchWindow = TimeSpan.FromMinutes(30);

    /// <summary>The day it is in the organisation's zone.</summary>
    public DateOnly Today(DateTimeOffset now) => new OrganisationZone(Zone).Today(now);

    /// <summary>When the organisation works: for its own work only.</summary>
    public BusinessCalendar Office { get; init; } = BusinessCalendar.Plain(Zone);

    /// <summary>How much one contact gets from us.</summary>
    public SendingLimits Limits { get; init; } = SendingLimits.Default;
}

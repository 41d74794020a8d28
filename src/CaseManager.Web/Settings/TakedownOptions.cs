using CaseManager.Core.Takedowns.Sending;

namespace CaseManager.Web.Settings;

/// <summary>The section <c>CaseManager:Takedowns</c>.</summary>
public sealed class TakedownOptions
{
    public const string Section = "CaseManager:Takedowns";

    /// <summary>A second person approves every notice before it leaves.</summary>
    public bool SecondPerson { get; init; }

    /// <summary>Notices one contact gets in any 24 hours; 0 for no cap.</summary>
    public int ContactDailyCap { get; init; } = SendingLimits.Default.DailyCap;

    /// <summary>Seconds between two notices to one contact, at least; 0 for none.</summary>
    public int ContactGapSeconds { get; init; } = (int)SendingLimits.Default.Gap.TotalSeconds;

    /// <summary>Hours within which a contact is not asked about the same link again, whichever case it is for; 0 for no such rule.</summary>
    public int RepeatWindowHours { get; init; } = (int)SendingLimits.Default.RepeatWindow.TotalHours;
}

namespace CaseManager.Core;

/// <summary>Moments as the database keeps them.</summary>
public static class Moments
{
    /// <summary>Cut to whole microseconds, so that what is answered now is what is read back later.</summary>
    public static DateTimeOffset RoundedToMicroseconds(this DateTimeOffset at) =>
        at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
}

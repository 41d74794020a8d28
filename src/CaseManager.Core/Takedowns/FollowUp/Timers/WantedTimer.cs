namespace CaseManager.Core.Takedowns.FollowUp.Timers;

/// <summary>A timer that should be pending, as the state of a request asks for it.</summary>
/// <param name="CountedFrom">What it is counted from, UTC.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="Step">Which step, for a rung.</param>
/// <param name="Calendar">Version of the working calendar that was asked; <see langword="null"/> for a wall clock.</param>
internal sealed record WantedTimer(TimerKind Kind, DateTimeOffset CountedFrom, DateTimeOffset DueAt, string? Step = null, string? Calendar = null)
{
    /// <summary>Whether a row stands for the same thing, whatever its moment: a step by its name, anything else by what it is counted from.</summary>
    public bool IsFor(RequestTimer timer) => timer.Kind == Kind && (Kind == TimerKind.Rung ? timer.Step == Step : timer.CountedFrom == CountedFrom);
}

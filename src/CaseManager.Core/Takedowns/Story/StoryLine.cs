namespace CaseManager.Core.Takedowns.Story;

/// <summary>Who a case's story is told to.</summary>
public enum StoryListener
{
    /// <summary>Whoever may open the case: with colleagues' names and what only staff know.</summary>
    Staff,

    /// <summary>The survivor: no colleague's name, and nothing that is under the key she does not have.</summary>
    Survivor,
}

/// <summary>One thing that happened in a case. Never what anybody wrote.</summary>
/// <param name="At">When it happened, UTC; of several alike, the first.</param>
/// <param name="Code">What happened, one of <see cref="StoryTable"/>.</param>
/// <param name="By">Who did it: an alias, <c>survivor</c>, or <see langword="null"/> for the program, and always towards the survivor where it was staff.</param>
/// <param name="Recipient">Name of the platform or contact it is about.</param>
/// <param name="Detail">A code that says more: a purpose, an outcome, a step, what an answer is.</param>
/// <param name="DueAt">Until when somebody has time, UTC.</param>
/// <param name="Links">How many links it is about; 0 where it is about none.</param>
/// <param name="Urls">Their addresses; fewer than <paramref name="Links"/> where a key is destroyed.</param>
public sealed record StoryLine(
    DateTimeOffset At, string Code, string? By, string? Recipient, string? Detail, DateTimeOffset? DueAt, int Links, IReadOnlyList<string> Urls);

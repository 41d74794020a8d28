namespace CaseManager.Core.Takedowns.FollowUp;

/// <summary>What an answer does to the ladder. Answers read by program are written with underscores, those recorded by people with hyphens.</summary>
internal static class AnswerCode
{
    /// <summary>Pauses the ladder for a while: they are waiting for us.</summary>
    public const string AsksForMore = "asks-for-more";

    /// <summary>Opens the next rung at once.</summary>
    public const string Refused = "refused";

    /// <summary>Waits until somebody looked.</summary>
    public const string SaysRemoved = "says-removed";

    /// <summary>Pauses like a question: nobody reads the notice before it is confirmed.</summary>
    public const string ConfirmAddress = "confirm-address";

    /// <summary>Stops nothing, and a person reads it.</summary>
    public const string Other = "other";

    /// <summary>One spelling for both.</summary>
    public static string? Of(string? answer) => answer?.Replace('_', '-');
}

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>How far a published cell can be trusted.</summary>
public static class CellStatus
{
    /// <summary>At least four times its margin.</summary>
    public const string Ok = "ok";

    /// <summary>Shown, and less than four times its margin.</summary>
    public const string Imprecise = "imprecise";

    /// <summary>Not shown, and not kept.</summary>
    public const string BelowThreshold = "below_threshold";

    /// <summary>Statuses with what they mean.</summary>
    public static IReadOnlyList<Codes.Code> All { get; } =
    [
        new(Ok, "Shown"),
        new(Imprecise, "Shown, but less than four times its margin: say it with care"),
        new(BelowThreshold, "Not shown: its number came out under the threshold; no value is kept"),
    ];

    /// <summary>Status of a drawn value.</summary>
    /// <param name="value">Count with noise.</param>
    /// <param name="threshold">The smallest value that is shown.</param>
    /// <param name="margin90">Of this cell.</param>
    public static string Of(long value, long threshold, long margin90) =>
        value < threshold ? BelowThreshold : value < checked(4 * margin90) ? Imprecise : Ok;
}

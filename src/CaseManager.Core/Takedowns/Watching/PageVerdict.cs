namespace CaseManager.Core.Takedowns.Watching;

/// <summary>A verdict with the rule that gave it, one of <see cref="ProbeRules"/>.</summary>
public sealed record PageVerdict(Verdict Verdict, string Rule)
{
    /// <summary>Telegram's number of whoever published it, where the page says so: a name may pass to somebody else, the number does not.</summary>
    public string? Owner { get; init; }

    public static PageVerdict Unreadable(string rule) => new(Verdict.Unreadable, rule);

    public static PageVerdict NotCheckable(string rule) => new(Verdict.NotCheckable, rule);
}

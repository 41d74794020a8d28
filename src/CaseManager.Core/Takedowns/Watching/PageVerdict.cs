namespace CaseManager.Core.Takedowns.Watching;

/// <summary>A verdict with the rule that gave it, one of <see cref="ProbeRules"/>.</summary>
public sealed record PageVerdict(Verdict Verdict, string Rule)
{
    public static PageVerdict Unreadable(string rule) => new(Verdict.Unreadable, rule);

    public static PageVerdict NotCheckable(string rule) => new(Verdict.NotCheckable, rule);
}

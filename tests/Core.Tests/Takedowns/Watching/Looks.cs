using CaseManager.Core.Takedowns.Watching;

namespace CaseManager.Core.Tests.Takedowns.Watching;

/// <summary>Looks as a run leaves them.</summary>
internal static class Looks
{
    /// <param name="run">A run of its own where nothing is said.</param>
    public static Observation Of(Verdict verdict, DateTimeOffset at, Guid? run = null, bool controlOk = true, string rule = ProbeRules.NoMarker) => new()
    {
        Id = RandomId.New(),
        TargetId = Guid.Empty,
        RunId = run ?? RandomId.New(),
        At = at,
        Verdict = verdict,
        Rule = rule,
        ParserVersion = ProbeRules.Version,
        ControlOk = controlOk,
    };
}

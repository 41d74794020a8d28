namespace CaseManager.Core.Platforms.Records;

/// <summary>What a regime's record must be before it counts. What it is, and that it exposes or is a draft only, is not for a page to change.</summary>
public static class RegimeCheck
{
    /// <exception cref="RefusedException"><c>unknown-regime</c>, <c>name</c>, <c>regime-fixed</c>, <c>clock</c>, <c>elements</c>.</exception>
    public static void Run(Regime regime)
    {
        var seed = RegimeDirectory.Seed.Find(regime.Id) ?? throw new RefusedException("unknown-regime", RefusalKind.NotFound);
        if (regime.Exposing != seed.Exposing || regime.DraftOnly != seed.DraftOnly || regime.Kind != seed.Kind)
        {
            throw new RefusedException("regime-fixed");
        }

        if (regime.Clock.Any(clock => clock is { Value: <= 0 } or { Value: > 1000 } || clock.Value is null != clock.Unit is null))
        {
            throw new RefusedException("clock");
        }

        if (seed.NoticeElements.Any(element => element.Required && !regime.NoticeElements.Any(kept => kept.Id == element.Id && kept.Required)))
        {
            throw new RefusedException("elements");
        }
    }
}

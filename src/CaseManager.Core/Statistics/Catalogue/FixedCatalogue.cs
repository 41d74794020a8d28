using CaseManager.Core.Statistics.Codes;

namespace CaseManager.Core.Statistics.Catalogue;

/// <summary>The fixed tables of a release, version 1. A new table is a new version, for years to come.</summary>
public static class FixedCatalogue
{
    public const int Version = 1;

    public static readonly Family IntakeByPeriod = new(1, "I1", Side.Intake, "intake_by_period", "Reports taken in, by period");
    public static readonly Family IntakeByPlatform = new(2, "I2", Side.Intake, "intake_by_platform", "Reports taken in, by platform", "platform");
    public static readonly Family IntakeByHarm = new(3, "I3", Side.Intake, "intake_by_harm", "Reports taken in, by what was done", "harm_type");
    public static readonly Family IntakeByCountry = new(4, "I4", Side.Intake, "intake_by_country", "Reports taken in, by country", "country");
    public static readonly Family IntakeByAge = new(5, "I5", Side.Intake, "intake_by_age", "Reports taken in, by age now", "age_band");
    public static readonly Family ClosedByOutcome = new(6, "C1", Side.Closure, "closed_by_outcome", "Cases closed, by outcome", "outcome");
    public static readonly Family ClosedByRemovalTime = new(7, "C2", Side.Closure, "closed_by_removal_time", "Cases closed, by time to removal", "time_to_removal_band");
    public static readonly Family ClosedByGroupAndTime = new(
        8, "C3", Side.Closure, "closed_by_platform_group_and_removal_time", "Cases closed, by kind of platform and time to removal", "platform_group", "time_to_removal_band");

    /// <summary>All eight, in the order they are published in.</summary>
    public static IReadOnlyList<Family> Families { get; } =
        [IntakeByPeriod, IntakeByPlatform, IntakeByHarm, IntakeByCountry, IntakeByAge, ClosedByOutcome, ClosedByRemovalTime, ClosedByGroupAndTime];

    /// <summary>Those of three pooled years.</summary>
    public static IReadOnlyList<Family> Pooled { get; } = [.. Families.Except([IntakeByPeriod, ClosedByGroupAndTime])];

    /// <summary>Those of a whole year beside the one by period.</summary>
    public static IReadOnlyList<Family> Yearly { get; } = [.. Families.Except([IntakeByPeriod])];

    /// <summary>The list behind a dimension other than the country.</summary>
    public static CodeList ListOf(string dimension) =>
        new[] { CodeLists.Platform, CodeLists.PlatformGroup, CodeLists.HarmType, CodeLists.AgeBand, CodeLists.Outcome, CodeLists.RemovalTime }
            .Single(list => list.Name == dimension);

    /// <exception cref="InvalidOperationException">There is no such family.</exception>
    public static Family Find(short number) => Families.Single(family => family.Number == number);
}

using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Periods;

namespace CaseManager.Core.Statistics.Importing;

/// <summary>One line of a file of countable facts, read and checked.</summary>
/// <param name="Country">Intake only, otherwise empty.</param>
public sealed record ContributionRow(
    Side Side, Month Month, short Platform, short HarmType, string Country, short AgeBand, short Outcome, short RemovalTime);

/// <summary>What is wrong in a file, and where; never what stands there, which may be about a person.</summary>
/// <param name="Line">From 1, the header included; 0 for the file as a whole.</param>
/// <param name="Column">From 1; 0 for the whole line.</param>
/// <param name="Name">The column's name, or empty.</param>
/// <param name="Words">What is wrong, one sentence.</param>
public sealed record ImportFault(int Line, int Column, string Name, string Words)
{
    public override string ToString() => this switch
    {
        { Line: 0 } => Words,
        { Column: 0 } => $"Line {Line}: {Words}",
        _ => $"Line {Line}, column {Column} ({Name}): {Words}",
    };
}

using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Periods;

namespace CaseManager.Core.Statistics.Coding;

/// <summary>The month each end of a case is counted in: the server's own moments, on the organisation's calendar.</summary>
internal static class MonthsOfCase
{
    /// <summary><see langword="null"/> for a case that was never closed.</summary>
    public static Month? MonthOf(this OrganisationZone zone, Side side, Report report, Case caseFile) =>
        (side == Side.Intake ? report.ReceivedAt : caseFile.FirstClosedAt) is { } at ? Month.Of(zone.Today(at)) : null;
}

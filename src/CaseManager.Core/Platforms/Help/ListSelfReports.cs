using CaseManager.Core.Platforms.Records;

namespace CaseManager.Core.Platforms.Help;

/// <summary>Lists the ways in which anybody can report to a platform without the organisation.</summary>
public sealed class ListSelfReports(ReadDirectory readDirectory)
{
    /// <returns>Platforms that have such a way, in no order.</returns>
    public async Task<IReadOnlyList<SelfReport>> RunAsync(CancellationToken cancel)
    {
        var directory = await readDirectory.RunAsync(cancel);
        return
        [
            .. directory.Platforms.All
                // The others describe a kind of recipient: where to look an address up.
                .Where(platform => platform.Match is null)
                .Select(platform => new SelfReport(platform, [.. WaysTo(platform, directory)]))
                .Where(report => report.Ways.Count > 0),
        ];
    }

    private static IEnumerable<SelfReportWay> WaysTo(Platform platform, Records.Directory directory) => platform.Channels
        .Where(channel => channel.IsForAnybody && !directory.Platforms.Never.Contain(channel.Address))
        .OrderBy(channel => channel.Use is ChannelUse.Minors)
        .ThenBy(channel => channel.Route is null)
        .ThenBy(channel => channel.Route)
        .Select(channel => new SelfReportWay(
            channel,
            channel.Confidence is ChannelConfidence.Confirmed && directory.IsConfirmed(platform, channel),
            [.. channel.Serves.Select(directory.Regimes.Find).OfType<Regime>().Select(regime => regime.Jurisdiction).Distinct()]));
}

/// <summary>A platform and the ways to report to it.</summary>
public sealed record SelfReport(Platform Platform, IReadOnlyList<SelfReportWay> Ways);

/// <summary>One way.</summary>
/// <param name="IsConfirmed">Read in a primary source, and more than one person stands behind it.</param>
/// <param name="Jurisdictions">Whose laws it was made for, as regimes name them; empty: none.</param>
public sealed record SelfReportWay(Channel Channel, bool IsConfirmed, IReadOnlyList<string> Jurisdictions);

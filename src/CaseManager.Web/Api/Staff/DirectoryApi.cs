using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Web.Security;
using Directory = CaseManager.Core.Platforms.Records.Directory;

namespace CaseManager.Web.Api.Staff;

/// <summary>Platforms and laws as the browser needs them to propose one. What it knows of the case stays there.</summary>
public static class DirectoryApi
{
    public static void Map(IEndpointRouteBuilder staff) =>
        staff.MapGet("/directory", ShowAsync).RequireAuthorization(Policy.CaseWork).Produces<DirectoryJson>();

    private static async Task<IResult> ShowAsync(ReadDirectory readDirectory, TakedownPolicy policy, TimeProvider time, CancellationToken cancel)
    {
        var directory = await readDirectory.RunAsync(cancel);
        var today = policy.Today(time.GetUtcNow());
        var regimes = directory.Regimes.All
            .Select(regime => (Regime: regime, Standing: directory.StandingOf(regime, today)))
            .Where(one => one.Standing.MayBeChosen && NoticeTemplates.Has(one.Regime.Id, NoticeTemplates.English))
            .ToList();
        return ApiJson.Answer(new DirectoryJson(
            [.. directory.Platforms.All.Select(platform => new DirectoryPlatformJson(platform.Id, platform.Name, platform.HostPatterns, platform.Schemes, platform.Languages))],
            [.. regimes.Select(one => DirectoryRegimeJson.Of(one.Regime, one.Standing, one.Regime.ClockOn(today)))],
            [.. regimes.SelectMany(one => RoutesUnder(one.Regime, directory))]));
    }

    private static IEnumerable<DirectoryRoutesJson> RoutesUnder(Regime regime, Directory directory) =>
        from platform in directory.Platforms.All
        let routes = platform.ChannelsFor(regime)
            .Where(channel => channel.Route is not (null or ChannelRoute.Api))
            .Select(channel => RouteCodes.Write(NoticeRecipient.For(platform, channel).Route))
            .ToList()
        where routes.Count > 0
        select new DirectoryRoutesJson(platform.Id, regime.Id, routes);

    private sealed record DirectoryJson(
        IReadOnlyList<DirectoryPlatformJson> Platforms, IReadOnlyList<DirectoryRegimeJson> Regimes, IReadOnlyList<DirectoryRoutesJson> Routes);

    private sealed record DirectoryPlatformJson(
        string Id, string Name, IReadOnlyList<string> Hosts, IReadOnlyList<string> Schemes, IReadOnlyList<string> Languages);

    private sealed record DirectoryRoutesJson(string Platform, string Regime, IReadOnlyList<string> Routes);

    /// <param name="ClockValue">The time it gives from our notice; <see langword="null"/> where there is no number to rely on.</param>
    private sealed record DirectoryRegimeJson(
        string Id, string Name, string Jurisdiction, bool IsDraft, bool NeedsAuthority, bool Exposing, bool SecondPerson, bool Strict, bool AsksForOwnWork,
        int? ClockValue, ClockUnit? ClockUnit, IReadOnlyList<string> Languages)
    {
        public static DirectoryRegimeJson Of(Regime regime, RegimeStanding standing, RegimeClock? clock)
        {
            var counts = clock is { Starts: ClockStart.OurNotice, Confidence: not (null or ClockConfidence.GeneralKnowledge) };
            return new DirectoryRegimeJson(
                regime.Id, regime.Name, regime.Jurisdiction, regime.DraftOnly, !regime.Sender.AnyEntity && !regime.DraftOnly, regime.Exposing, standing.SecondPerson,
                clock?.Strict ?? false, regime.AsksForOwnWork, counts ? clock!.Value : null, counts ? clock!.Unit : null, NoticeTemplates.LanguagesOf(regime.Id));
        }
    }
}

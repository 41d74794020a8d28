using System.Collections.Frozen;
using CaseManager.Core.Platforms.Links;

namespace CaseManager.Core.Platforms.Records;

/// <summary>Every platform and regime as they count at one moment: the records the program came with, and the organisation's own versions over them.</summary>
public sealed class Directory
{
    private readonly FrozenDictionary<string, RegimeDecision> decisions;
    private readonly FrozenSet<string> unconfirmed;

    internal Directory(IReadOnlyCollection<RecordVersion> newest, IReadOnlyCollection<RegimeDecision> newestDecisions)
    {
        Platforms = new PlatformDirectory(Over(PlatformDirectory.Seed.All, platform => platform.Id, Of(newest, RecordKind.Platform), (platform, number) => platform with { RecordVersion = number }));
        Regimes = new RegimeDirectory(Over(RegimeDirectory.Seed.All, regime => regime.Id, Of(newest, RecordKind.Regime), (regime, number) => regime with { RecordVersion = number }));
        Normalizer = new LinkNormalizer(new PlatformHosts(Platforms.All.Select(platform => new PlatformPatterns(platform.Id, platform.HostPatterns, platform.Schemes))));
        decisions = newestDecisions.ToFrozenDictionary(decision => decision.RegimeId, StringComparer.Ordinal);
        unconfirmed = newest.Where(version => version is { Kind: RecordKind.Platform, ConfirmedAt: null }).Select(version => version.RecordId).ToFrozenSet(StringComparer.Ordinal);
    }

    public PlatformDirectory Platforms { get; }

    public RegimeDirectory Regimes { get; }

    /// <summary>Reads links with the host names of these platforms.</summary>
    public LinkNormalizer Normalizer { get; }

    public RegimeDecision? DecisionOn(string regimeId) => decisions.GetValueOrDefault(regimeId);

    /// <param name="regime">The record that counts.</param>
    /// <param name="today">The day in the organisation's zone.</param>
    public RegimeStanding StandingOf(Regime regime, DateOnly today) => RegimeStanding.Of(
        regime, DecisionOn(regime.Id) is { } decision ? (decision.MayBeChosen, decision.SecondPerson, decision.DoubtsSeen) : null, today);

    /// <summary>Whether mail may go to a channel without a second person looking at the notice.</summary>
    /// <remarks>Not to an address that one person alone wrote into the directory.</remarks>
    public bool MaySendByItself(Platform platform, Channel channel) => channel.MaySendByItself && IsConfirmed(platform, channel);

    /// <summary>Whether more than one person stands behind a way: the program's own record, or a second person who compared the organisation's.</summary>
    public bool IsConfirmed(Platform platform, Channel channel) =>
        !unconfirmed.Contains(platform.Id)
        || PlatformDirectory.Seed.Find(platform.Id)?.Channels.Any(seed => (seed.Address, seed.Route, seed.Use) == (channel.Address, channel.Route, channel.Use)) == true;

    private static List<RecordVersion> Of(IReadOnlyCollection<RecordVersion> newest, RecordKind kind) => [.. newest.Where(version => version.Kind == kind)];

    private static List<T> Over<T>(IReadOnlyList<T> seed, Func<T, string> idOf, List<RecordVersion> newest, Func<T, int, T> number)
    {
        var own = newest.ToDictionary(version => version.RecordId, StringComparer.Ordinal);
        var records = new List<T>();
        foreach (var record in seed)
        {
            if (!own.Remove(idOf(record), out var version))
            {
                records.Add(record);
            }
            else if (version.Body is not null)
            {
                records.Add(number(RecordText.Read<T>(version.Body), version.Number));
            }
        }

        records.AddRange(own.Values.Where(version => version.Body is not null).OrderBy(version => version.RecordId, StringComparer.Ordinal).Select(version => number(RecordText.Read<T>(version.Body!), version.Number)));
        return records;
    }
}

using System.Text.RegularExpressions;
using CaseManager.Core.Platforms.Links;

namespace CaseManager.Core.Platforms.Records;

/// <summary>What a platform's record must be before it counts.</summary>
public static partial class PlatformCheck
{
    private const int MostHosts = 200;
    private const int MostLanguages = 100;

    /// <param name="before">The record it replaces; <see langword="null"/> for the first of its own.</param>
    /// <exception cref="RefusedException"><c>record-id</c>, <c>name</c>, <c>hosts</c>, <c>channel-mail</c>, <c>channel-form</c>, <c>channel-never</c>, <c>never-address</c>, <c>too-long</c>.</exception>
    public static void Run(Platform platform, Platform? before)
    {
        var seed = PlatformDirectory.Seed.Find(platform.Id);
        Require(IdPattern().IsMatch(platform.Id) && platform.Id.Length <= 64, "record-id");
        Require(platform.Name.Trim().Length is > 0 and <= 200 && !platform.Name.Any(char.IsControl), "name");
        Require(platform.HostPatterns.Count <= MostHosts && platform.HostPatterns.All(pattern => IsHost(pattern) || seed?.HostPatterns.Contains(pattern) == true), "hosts");
        Require(platform.Languages.Count <= MostLanguages && platform.Languages.All(language => language.Length <= 40), "too-long");
        Require(platform.Channels.Count <= 40 && RecordText.Write(platform).Length <= 100_000, "too-long");
        foreach (var never in (seed?.Channels ?? []).Concat(before?.Channels ?? []).Where(channel => channel.Use is ChannelUse.Never))
        {
            Require(platform.Channels.Any(channel => channel.Use is ChannelUse.Never && channel.Address == never.Address), "channel-never");
        }

        foreach (var channel in platform.Channels.Where(channel => channel.Use is not ChannelUse.Never))
        {
            Require(!PlatformDirectory.Seed.Never.Contain(channel.Address), "never-address");
            Require(channel.Address.Trim().Length is > 0 and <= 500, "too-long");

            // The program's own records hold words instead of an address here and there; a person writes an address.
            var isSeeds = seed?.Channels.Any(known => known.Address == channel.Address && known.Route == channel.Route) == true;
            Require(isSeeds || channel.Route is not ChannelRoute.Mail || channel.HasMailAddress, "channel-mail");
            Require(isSeeds || channel.Route is not ChannelRoute.Form || channel.Address.StartsWith("https://", StringComparison.Ordinal), "channel-form");
        }
    }

    // Under a public suffix lives everybody: "*.com" is no platform.
    private static bool IsHost(string pattern) =>
        pattern.Length <= 253 && HostPattern().IsMatch(pattern)
        && (pattern.EndsWith(".*", StringComparison.Ordinal) || !IsPublicSuffix(pattern.StartsWith("*.", StringComparison.Ordinal) ? pattern[2..] : pattern));

    private static bool IsPublicSuffix(string name) => RegistrableHosts.Of($"a.{name}") == $"a.{name}";

    private static void Require(bool holds, string code)
    {
        if (!holds)
        {
            throw new RefusedException(code);
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(\.\*)?$")]
    private static partial Regex HostPattern();
}

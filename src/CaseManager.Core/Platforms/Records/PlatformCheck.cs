using System.Text.RegularExpressions;

namespace CaseManager.Core.Platforms.Records;

/// <summary>What a platform's record must be before it counts.</summary>
public static partial class PlatformCheck
{
    /// <exception cref="RefusedException"><c>record-id</c>, <c>name</c>, <c>hosts</c>, <c>channel-mail</c>, <c>channel-form</c>, <c>channel-never</c>, <c>never-address</c>, <c>too-long</c>.</exception>
    public static void Run(Platform platform)
    {
        Require(IdPattern().IsMatch(platform.Id), "record-id");
        Require(platform.Name.Trim().Length is > 0 and <= 200 && !platform.Name.Any(char.IsControl), "name");
        Require(platform.HostPatterns.All(HostPattern().IsMatch), "hosts");
        Require(platform.Channels.Count <= 40 && RecordText.Write(platform).Length <= 100_000, "too-long");
        var seed = PlatformDirectory.Seed.Find(platform.Id);
        foreach (var never in (seed?.Channels ?? []).Where(channel => channel.Use is ChannelUse.Never))
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

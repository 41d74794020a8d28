using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Reports;
using Directory = CaseManager.Core.Platforms.Records.Directory;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Whether what a sealed notice rests on still stands: its recipient in the directory, its law, what she agreed to.</summary>
public sealed class DirectoryGuards(ReadDirectory readDirectory, ContactHash contacts, TakedownPolicy policy, TimeProvider time)
{
    /// <summary>Reads the directory once, for several notices.</summary>
    public async Task<DirectoryGuard> ReadAsync(CancellationToken cancel) =>
        new(await readDirectory.RunAsync(cancel), contacts, policy.Today(time.GetUtcNow()));
}

/// <summary>The directory at one moment, asked about notices.</summary>
public sealed class DirectoryGuard(Directory directory, ContactHash contacts, DateOnly today)
{
    /// <summary>What stands against it, one of <see cref="NoticeReasons"/>; <see langword="null"/> where nothing does.</summary>
    public string? ObstacleOf(Notice notice)
    {
        if (Recipient.IsPlatform(notice.Recipient, out var platformId))
        {
            var platform = directory.Platforms.Find(platformId);
            if (platform is null || IsAnotherAddress(notice, platform))
            {
                return platform is null ? NoticeReasons.RecipientRemoved : NoticeReasons.RecipientChanged;
            }
        }

        return directory.Regimes.Find(notice.RegimeId) is { } regime && directory.StandingOf(regime, today).MayBeChosen ? null : NoticeReasons.RegimeOff;
    }

    // Somebody corrected the record since it was written: it would go to an address that nobody stands behind any more.
    private bool IsAnotherAddress(Notice notice, Platform platform) =>
        notice.Contact is { } contact && notice.RecipientVersion != platform.RecordVersion
        && !platform.Channels.Any(channel => channel is { Route: ChannelRoute.Mail, Use: not ChannelUse.Never } && contacts.Of(channel.Address).AsSpan().SequenceEqual(contact));

    /// <summary>What she must have agreed to for it to leave.</summary>
    public IEnumerable<string> PurposesOf(Notice notice)
    {
        yield return ConsentPurposes.SendLinks;
        if (directory.Regimes.Find(notice.RegimeId)?.Exposing is true)
        {
            yield return ConsentPurposes.ExposeToPoster;
        }

        if (notice.AsksWhoSheIs)
        {
            yield return ConsentPurposes.DiscloseName;
        }
    }

    /// <summary>Addresses that are never to be used.</summary>
    public NeverAddresses Never => directory.Platforms.Never;
}

using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns.Notices;

namespace CaseManager.Core.Tests.Takedowns.Notices;

/// <summary>A fictitious organisation and what it may want to send.</summary>
internal static class NoticeExamples
{
    internal static readonly Guid NoticeId = Guid.ParseExact("0f1e2d3c4b5a69788796a5b4c3d2e1f0", "N");

    internal static readonly MailTokens Tokens = new("mail.support.example", new MailKey(1, SHA256.HashData(Encoding.ASCII.GetBytes("a key for tests"))));

    internal static readonly Organisation Organisation = new()
    {
        Name = "Example Support Organisation",
        Mailbox = "notices@support.example",
        Website = "https://support.example",
        Signatory = "Takedown desk",
        Capacity = "support organisation",
        Address = "1 Example Street, Example Town",
        Telephone = "+1 555 0100",
    };

    internal static readonly Regime Dsa = RegimeDirectory.Seed.Find("eu-dsa-16")!;

    internal static readonly NoticeLink Post = new("tg:post:@examplechannel:123", "https://t.me/examplechannel/123", "telegram");

    internal static NoticeRecipient Telegram(ChannelRoute route)
    {
        var platform = PlatformDirectory.Seed.Find("telegram")!;
        return NoticeRecipient.For(platform, platform.ChannelsFor(Dsa).Single(channel => channel.Route == route));
    }

    internal static NoticeRecipient Contact(string address = "abuse@images.example") => NoticeRecipient.For(new TypedContact
    {
        Id = Guid.ParseExact("000102030405060708090a0b0c0d0e0f", "N"),
        Host = "images.example",
        Address = address,
        Source = "the site's imprint",
        AddedBy = Guid.Empty,
        AddedAt = DateTimeOffset.UnixEpoch,
    });

    internal static NoticeInputs Inputs(NoticeRecipient recipient, params IReadOnlyList<NoticeLink> links) => new()
    {
        NoticeId = NoticeId,
        Regime = Dsa,
        Language = "en",
        Organisation = Organisation,
        Recipient = recipient,
        Links = links,
        Tokens = Tokens,
    };
}

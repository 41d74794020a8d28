using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Takedowns.Venues;

namespace CaseManager.Core.Tests.Takedowns.Venues;

public sealed class VenueOfTests
{
    private static readonly LinkNormalizer normalizer = new(PlatformHosts.Seeded);

    [Theory]
    [InlineData("t.me/SomeName", "tg:peer:@somename", VenueKind.Channel, true)]
    [InlineData("t.me/somename/5", "tg:peer:@somename", VenueKind.Channel, false)]
    [InlineData("t.me/somename/10/5", "tg:peer:@somename", VenueKind.Channel, false)]
    [InlineData("t.me/somename/5?comment=9", "tg:peer:@somename", VenueKind.Channel, false)]
    [InlineData("t.me/somename/s/7", "tg:peer:@somename", VenueKind.Channel, false)]
    [InlineData("t.me/c/1234567890/5", "tg:peer:#1234567890", VenueKind.Channel, false)]
    [InlineData("t.me/c/1234567890", "tg:peer:#1234567890", VenueKind.Channel, true)]
    [InlineData("t.me/+AbCdEfGhIjKlMnOp", "tg:invite:AbCdEfGhIjKlMnOp", VenueKind.Group, true)]
    [InlineData("t.me/addlist/AbCdEf123", "tg:folder:AbCdEf123", VenueKind.Group, true)]
    [InlineData("https://pictures.example/a/1?x=2", "web:pictures.example/", VenueKind.Site, false)]
    [InlineData("https://cdn.pictures.example:8443/a", "web:pictures.example/", VenueKind.Site, false)]
    [InlineData("https://pictures.example", "web:pictures.example/", VenueKind.Site, true)]
    [InlineData("https://www.pictures.example/", "web:pictures.example/", VenueKind.Site, true)]
    [InlineData("https://192.0.2.7/a", "web:192.0.2.7/", VenueKind.Site, false)]
    [InlineData("https://pictures.co.uk/a", "web:pictures.co.uk/", VenueKind.Site, false)]
    [InlineData("https://whatsapp.com/channel/0029AbC/17", "web:whatsapp.com/channel/0029AbC", VenueKind.Channel, false)]
    [InlineData("https://whatsapp.com/channel/0029AbC", "web:whatsapp.com/channel/0029AbC", VenueKind.Channel, true)]
    [InlineData("https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv", "web:chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv", VenueKind.Group, true)]
    [InlineData("https://m.facebook.com/groups/some.group/posts/12", "web:www.facebook.com/groups/some.group", VenueKind.Group, false)]
    [InlineData("https://www.facebook.com/groups/some.group/", "web:www.facebook.com/groups/some.group", VenueKind.Group, true)]
    [InlineData("https://discord.com/channels/1/2/3", "web:discord.com/channels/1", VenueKind.Group, false)]
    [InlineData("https://discord.gg/AbC", "web:discord.gg/AbC", VenueKind.Group, true)]
    public void Read_LinkInAVenue_HasThatVenue(string typed, string key, VenueKind kind, bool isWhole)
    {
        var venue = VenueOf.Read(KeyOf(typed), normalizer);

        Assert.NotNull(venue);
        Assert.Equal((key, kind, isWhole), (venue.Key, venue.Kind, venue.IsWhole));
        Assert.Equal(key, normalizer.Normalize(venue.Url).Key);
        Assert.Equal(venue with { IsWhole = true }, VenueOf.Read(key, normalizer));
    }

    [Theory]
    [InlineData("https://x.com/a/status/1")]
    [InlineData("https://x.com/")]
    [InlineData("https://www.instagram.com/p/AbC/")]
    [InlineData("https://old.reddit.com/r/a/comments/abc")]
    [InlineData("https://www.pornhub.com/")]
    [InlineData("https://discord.com/channels/@me/2/3")]
    [InlineData("https://www.facebook.com/photo.php?fbid=1")]
    [InlineData("t.me/addstickers/Abc")]
    [InlineData("tg://user?id=12345")]
    [InlineData("https://telegra.ph/Some-page-01-01")]
    public void Read_LinkInNoVenue_HasNone(string typed) => Assert.Null(VenueOf.Read(KeyOf(typed), normalizer));

    private static string KeyOf(string typed) => normalizer.Normalize(typed).Key ?? throw new ArgumentException(typed);
}

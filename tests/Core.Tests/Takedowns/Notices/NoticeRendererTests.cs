using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns.Notices;
using CsCheck;
using Fluid;

namespace CaseManager.Core.Tests.Takedowns.Notices;

public sealed class NoticeRendererTests
{
    private static readonly NoticeLink[] TelegramLinks =
    [
        NoticeExamples.Post,
        new("tg:comment:@examplechannel:124:9", "https://t.me/examplechannel/124?comment=9", "telegram"),
        new("tg:story:@examplename:7", "https://t.me/examplename/s/7", "telegram"),
        new("tg:peer:@otherchannel", "https://t.me/otherchannel", "telegram"),
    ];

    private static readonly NoticeLink[] PrivateLinks =
    [
        new("tg:post:#1234567890:5", "https://t.me/c/1234567890/5", "telegram"),
        new("tg:invite:AbCdEfGhIjKlMnOp", "https://t.me/+AbCdEfGhIjKlMnOp", "telegram"),
    ];

    private static readonly NoticeLink[] HostLinks =
    [
        new("web:images.example/view?id=1", "https://images.example/view?id=1", null),
        new("web:cdn.images.example/nude-porn/d41d8cd98f00b204e9800998ecf8427e.jpg", "https://cdn.images.example/nude-porn/d41d8cd98f00b204e9800998ecf8427e.jpg", null),
    ];

    [Fact]
    public void Render_TelegramMail_ReadsAsReviewed() =>
        GoldenFile.Check("eu-dsa-16.en.telegram.mail.txt", Rendered(NoticeExamples.Telegram(ChannelRoute.Mail), TelegramLinks).Text);

    [Fact]
    public void Render_TelegramForm_ReadsAsReviewed() =>
        GoldenFile.Check("eu-dsa-16.en.telegram.form.txt", Rendered(NoticeExamples.Telegram(ChannelRoute.Form), TelegramLinks).Text);

    [Fact]
    public void Render_PrivateTelegramChat_ReadsAsReviewed() =>
        GoldenFile.Check("eu-dsa-16.en.telegram-private.mail.txt", Rendered(NoticeExamples.Telegram(ChannelRoute.Mail), PrivateLinks).Text);

    [Fact]
    public void Render_TypedContact_ReadsAsReviewed() =>
        GoldenFile.Check("eu-dsa-16.en.contact.mail.txt", Rendered(NoticeExamples.Contact(), HostLinks).Text);

    [Fact]
    public void Render_VenueAsAWhole_ReadsAsReviewed() => GoldenFile.Check(
        "eu-dsa-16.en.telegram-venue.mail.txt",
        NoticeRenderer.Render(NoticeExamples.Inputs(NoticeExamples.Telegram(ChannelRoute.Mail), TelegramLinks[3]) with { Venue = "channel" }).Text);

    [Fact]
    public void Render_EqualInputs_GiveEqualHash()
    {
        var first = Rendered(NoticeExamples.Telegram(ChannelRoute.Mail), TelegramLinks);
        var second = Rendered(NoticeExamples.Telegram(ChannelRoute.Mail), TelegramLinks);

        Assert.Equal(first.Hash, second.Hash);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(first.Text)), first.Hash);
        Assert.DoesNotContain('\r', first.Text);
    }

    [Fact]
    public void Render_AnyInputChanged_GivesAnotherHash()
    {
        var inputs = NoticeExamples.Inputs(NoticeExamples.Telegram(ChannelRoute.Mail), TelegramLinks);
        NoticeInputs[] others =
        [
            inputs with { NoticeId = Guid.Empty },
            inputs with { Links = [.. TelegramLinks.Reverse()] },
            inputs with { Links = TelegramLinks[..1] },
            inputs with { Organisation = inputs.Organisation with { Name = "Another Organisation" } },
            inputs with { Recipient = NoticeExamples.Telegram(ChannelRoute.Form) },
            inputs with { Venue = "channel" },
        ];

        var hashes = others.Prepend(inputs).Select(other => Convert.ToHexString(NoticeRenderer.Render(other).Hash));

        Assert.Equal(others.Length + 1, hashes.Distinct().Count());
    }

    [Theory]
    [InlineData(ChannelRoute.Mail)]
    [InlineData(ChannelRoute.Form)]
    public void Render_Complete_ShowsEveryRequiredElement(ChannelRoute route)
    {
        var notice = Rendered(NoticeExamples.Telegram(route), TelegramLinks);

        Assert.True(notice.MayLeave);
        Assert.Equal("eu-dsa-16/en/3", notice.Template);
        Assert.Contains("non-consensual intimate imagery", notice.Text, StringComparison.Ordinal);
        Assert.Contains("bona fide belief that the information and allegations in this notice are accurate and complete", notice.Text, StringComparison.Ordinal);
        Assert.Contains(NoticeExamples.Organisation.Name, notice.Text, StringComparison.Ordinal);
        Assert.Contains(NoticeExamples.Organisation.Mailbox, notice.Text, StringComparison.Ordinal);
        Assert.All(TelegramLinks, link => Assert.Contains(link.Url + "\n", notice.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ChannelRoute.Mail)]
    [InlineData(ChannelRoute.Form)]
    public void Render_NoLinks_LacksTheLocation(ChannelRoute route)
    {
        var notice = Rendered(NoticeExamples.Telegram(route));

        Assert.Contains("location", notice.Missing.Select(element => element.Id));
        Assert.False(notice.MayLeave);
    }

    [Theory]
    [InlineData("", "notices@support.example")]
    [InlineData("Example Support Organisation", "  ")]
    public void Render_OrganisationWithoutNameOrMailbox_LacksTheNotifier(string name, string mailbox)
    {
        var inputs = NoticeExamples.Inputs(NoticeExamples.Telegram(ChannelRoute.Mail), TelegramLinks);

        var notice = NoticeRenderer.Render(inputs with { Organisation = inputs.Organisation with { Name = name, Mailbox = mailbox } });

        Assert.Equal(["notifier"], notice.Missing.Select(element => element.Id));
    }

    [Fact]
    public void Render_FormAsksForAFieldWithoutText_LacksThatField()
    {
        var recipient = NoticeExamples.Telegram(ChannelRoute.Form);
        var asked = recipient with { Fields = [.. recipient.Fields, new ChannelField { Id = "country", Label = "Country" }] };

        Assert.Equal([new MissingElement("field:country", "Country")], Rendered(asked, TelegramLinks).Missing);
    }

    [Fact]
    public void Render_FormWithoutAFieldForAnElement_LacksTheElement()
    {
        var recipient = NoticeExamples.Telegram(ChannelRoute.Form);
        var shortened = recipient with { Fields = [.. recipient.Fields.Where(field => field.Id != "good_faith")] };

        Assert.Equal(["bona_fide"], Rendered(shortened, TelegramLinks).Missing.Select(element => element.Id));
    }

    [Fact]
    public void Render_FormFields_StandInTheFormsOrder()
    {
        var recipient = NoticeExamples.Telegram(ChannelRoute.Form);

        Assert.Equal(recipient.Fields.Select(field => field.Id), Rendered(recipient, TelegramLinks).Fields.Select(field => field.Id));
        Assert.False(recipient.FieldsConfirmed);
    }

    [Fact]
    public void Render_EveryPlatformUnderTheDsa_MayLeaveByEachOfItsRoutes()
    {
        var recipients =
            from platform in PlatformDirectory.Seed.All
            from channel in platform.ChannelsFor(NoticeExamples.Dsa)
            where channel.Route is not ChannelRoute.Api
            select NoticeRecipient.For(platform, channel);

        Assert.All(recipients, recipient => Assert.True(
            Rendered(recipient, new NoticeLink("web:host.example/1", "https://host.example/1", recipient.PlatformId)).MayLeave,
            $"{recipient.Id} {recipient.Route}"));
    }

    [Fact]
    public void Render_AnyValue_IsShownAsItIsAndNeverReadAsATemplate() =>
        Gen.String[Gen.Char[" {}%|\"<>&'\\$aé例"], 0, 40].Sample(text =>
        {
            var inputs = NoticeExamples.Inputs(NoticeExamples.Telegram(ChannelRoute.Mail), NoticeExamples.Post with { Url = $"https://t.me/a?{text}#" });
            var name = $"A{text}Z";

            var notice = NoticeRenderer.Render(inputs with { Organisation = inputs.Organisation with { Name = name } });

            Assert.Contains($"Name: {name}\n", notice.Text, StringComparison.Ordinal);
            Assert.Contains($"1. https://t.me/a?{text}#\n", notice.Text, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("{{ survivor }}")]
    [InlineData("{{ organisation.phone }}")]
    [InlineData("{% for link in links %}{{ link.title }}{% endfor %}")]
    [InlineData("{{ code | shout }}")]
    public void Render_UnknownPlaceholderOrFilter_Throws(string liquid)
    {
        var template = NoticeTemplate.Parse("eu-dsa-16", "en", Template(liquid));
        var inputs = NoticeExamples.Inputs(NoticeExamples.Telegram(ChannelRoute.Mail), TelegramLinks);

        Assert.ThrowsAny<FluidException>(() => NoticeRenderer.Render(inputs, template));
    }

    [Fact]
    public void Render_RegimeWithoutTemplate_Throws()
    {
        var inputs = NoticeExamples.Inputs(NoticeExamples.Telegram(ChannelRoute.Mail), TelegramLinks) with { Regime = RegimeDirectory.Seed.Find("tw-saca-13")! };

        Assert.Throws<InvalidOperationException>(() => NoticeRenderer.Render(inputs));
    }

    internal static string Template(string mail) =>
        $"""
        ---
        version: 1
        elements: reasons
        reviewed by counsel: no
        ---
        === subject ===
        Subject
        === element reasons ===
        Reasons
        === mail ===
        {mail}
        """;

    private static RenderedNotice Rendered(NoticeRecipient recipient, params NoticeLink[] links) =>
        NoticeRenderer.Render(NoticeExamples.Inputs(recipient, links));
}

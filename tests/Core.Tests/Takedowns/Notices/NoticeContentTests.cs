using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns.Notices;

namespace CaseManager.Core.Tests.Takedowns.Notices;

public sealed class NoticeContentTests
{
    [Theory]
    [InlineData("See data:image/png;base64,AAAA.", NoticeContent.Imagery)]
    [InlineData("<IMG src=x>", NoticeContent.Imagery)]
    [InlineData("cid:part1", NoticeContent.Imagery)]
    [InlineData("The photo shows her naked.", NoticeContent.ImageryWords)]
    [InlineData("So-called revenge pornography.", NoticeContent.ImageryWords)]
    [InlineData("MD5 d41d8cd98f00b204e9800998ecf8427e", NoticeContent.Hash)]
    [InlineData("SHA-256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", NoticeContent.Hash)]
    public void Render_TemplateSaysWhatANoticeNeverCarries_IsRefused(string said, string code)
    {
        var template = NoticeTemplate.Parse("eu-dsa-16", "en", NoticeRendererTests.Template("{{ reasons }} " + said));

        var notice = NoticeRenderer.Render(Inputs(NoticeExamples.Post), template);

        Assert.Equal([code], notice.Refused);
        Assert.False(notice.MayLeave);
    }

    [Fact]
    public void Render_LinkOfAnotherPlatform_IsRefused() =>
        Assert.Equal(
            [NoticeContent.AnotherRecipient],
            NoticeRenderer.Render(Inputs(NoticeExamples.Post, new NoticeLink("web:images.example/1", "https://images.example/1", null))).Refused);

    [Theory]
    [InlineData("https://other.example/1", false)]
    [InlineData("https://notimages.example/1", false)]
    [InlineData("https://images.example/1", true)]
    [InlineData("https://www.images.example/1", true)]
    [InlineData("https://cdn.images.example/1", true)]
    public void Render_TypedContact_HoldsLinksOfItsHostOnly(string url, bool holds) =>
        Assert.Equal(holds, NoticeRenderer.Render(NoticeExamples.Inputs(NoticeExamples.Contact(), new NoticeLink("web:" + url[8..], url, null))).MayLeave);

    [Fact]
    public void Render_SameLinkTwice_IsRefused() =>
        Assert.Equal([NoticeContent.LinkTwice], NoticeRenderer.Render(Inputs(NoticeExamples.Post, NoticeExamples.Post)).Refused);

    [Theory]
    [InlineData("dsa.telegram@edsr.eu")]
    [InlineData(" EDSR <DSA.Telegram+images@EDSR.eu> ")]
    public void Render_RecipientThatIsNeverToBeUsed_IsRefused(string address) =>
        Assert.Equal(
            [NoticeContent.NeverAddress],
            NoticeRenderer.Render(NoticeExamples.Inputs(NoticeExamples.Contact(address), new NoticeLink("web:images.example/1", "https://images.example/1", null))).Refused);

    [Fact]
    public void Render_OrganisationsMailboxThatIsNeverToBeUsed_IsRefused()
    {
        var inputs = Inputs(NoticeExamples.Post);

        var notice = NoticeRenderer.Render(inputs with { Organisation = inputs.Organisation with { Mailbox = "dsa.telegram@edsr.eu" } });

        Assert.Equal([NoticeContent.NeverAddress], notice.Refused);
    }

    [Fact]
    public void For_ChannelThatIsNeverToBeUsed_Throws()
    {
        var telegram = PlatformDirectory.Seed.Find("telegram")!;

        Assert.All(
            telegram.Channels.Where(channel => channel.Use is ChannelUse.Never),
            channel => Assert.Throws<ArgumentException>(() => NoticeRecipient.For(telegram, channel)));
    }

    [Theory]
    [InlineData("Example\r\nBcc: other@example.org")]
    [InlineData("Example\u2028Organisation")]
    public void Organisation_ValueWithALineBreak_Throws(string name) =>
        Assert.Throws<ArgumentException>(() => NoticeExamples.Organisation with { Name = name });

    private static NoticeInputs Inputs(params NoticeLink[] links) => NoticeExamples.Inputs(NoticeExamples.Telegram(ChannelRoute.Mail), links);
}

using System.Text;
using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Web.Commands;
using CaseManager.Web.Mail;
using MimeKit;

namespace CaseManager.Web.Tests.Mail;

public sealed class NoticeMessageTests
{
    private static readonly DateTimeOffset SealedAt = new(2026, 11, 24, 10, 15, 30, TimeSpan.FromHours(1));
    private static readonly Guid NoticeId = Guid.ParseExact("0f1e2d3c4b5a69788796a5b4c3d2e1f0", "N");
    private static readonly Guid RequestId = Guid.ParseExact("f0e1d2c3b4a5968778695a4b3c2d1e0f", "N");
    private static readonly NoticeLink Post = new("tg:post:@examplechannel:123", "https://t.me/examplechannel/123", "telegram");

    [Fact]
    public void Build_EveryHeader_IsWhatThePreviewShowed()
    {
        var notice = Render(ExampleOrganisation.Notifier, Post);

        var message = Load(Build(notice));

        Assert.Equal(notice.Mail!.From, message.Headers[HeaderId.From]);
        Assert.Equal(notice.Mail.To, message.To.ToString());
        Assert.Equal(notice.Mail.ReplyTo, message.ReplyTo.ToString());
        Assert.Equal(notice.Mail.Subject, message.Subject);
        Assert.Equal(notice.Mail.Body + "\n", message.TextBody!.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Build_AnyNotice_HasTheMarksOfOutgoingMail()
    {
        var tokens = ExampleOrganisation.Tokens;
        var built = Build(Render(ExampleOrganisation.Notifier, Post));

        var message = Load(built);

        Assert.Equal(tokens.MessageId(NoticeId, 0), message.MessageId);
        Assert.Equal(message.MessageId, built.MessageId);
        Assert.Equal(tokens.ThreadId(RequestId), Assert.Single(message.References));
        Assert.Equal(tokens.BounceAddress(NoticeId), built.EnvelopeSender);
        Assert.Equal("abuse@telegram.org", built.Recipient);
        Assert.StartsWith($"[{tokens.HumanCode(NoticeId)}] ", message.Subject!, StringComparison.Ordinal);
        Assert.Equal("no", message.Headers["Auto-Submitted"]);
        Assert.Equal(SealedAt, message.Date);
        Assert.Equal(
            ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-Id", "References", "Reply-To", "Subject", "To"],
            message.Headers.Concat(message.Body!.Headers).Select(header => header.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Build_EqualArguments_GiveEqualBytes() =>
        Assert.Equal(Build(Render(ExampleOrganisation.Notifier, Post)).Bytes, Build(Render(ExampleOrganisation.Notifier, Post)).Bytes);

    [Theory]
    [InlineData("Пример / 例 Organisation", "https://t.me/examplechannel/123")]
    [InlineData("Example, Organisation (\"Help\")", "https://t.me/examplechannel/123")]
    [InlineData("Example", "long")]
    public void Build_AnyText_StaysSevenBitInShortLinesAndReadsTheSame(string name, string url)
    {
        var address = url == "long" ? "https://t.me/examplechannel/" + new string('1', 3000) : url;
        var notice = Render(ExampleOrganisation.Notifier with { Name = name }, Post with { Url = address });

        var built = Build(notice);

        Assert.All(built.Bytes, value => Assert.InRange(value, (byte)1, (byte)126));
        Assert.All(Encoding.ASCII.GetString(built.Bytes).Split("\r\n"), line =>
        {
            Assert.InRange(line.Length, 0, 998);
            Assert.DoesNotContain('\n', line);
        });
        Assert.Equal(notice.Mail!.Body + "\n", Load(built).TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal(name, Assert.IsType<MailboxAddress>(Assert.Single(Load(built).From)).Name);
        Assert.Equal(notice.Mail.From, Load(built).Headers[HeaderId.From]!.Replace('\t', ' '));
    }

    [Fact]
    public void Build_NoticeThatMayNotLeave_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => Build(Render(ExampleOrganisation.Notifier)));
        Assert.Throws<InvalidOperationException>(() => Build(Render(ExampleOrganisation.Notifier, ChannelRoute.Form, Post)));
    }

    private static NoticeMessage Build(RenderedNotice notice) => NoticeMessage.Build(notice, ExampleOrganisation.Tokens, RequestId, SealedAt);

    private static MimeMessage Load(NoticeMessage built) => MimeMessage.Load(new MemoryStream(built.Bytes), TestContext.Current.CancellationToken);

    private static RenderedNotice Render(Organisation organisation, params NoticeLink[] links) => Render(organisation, ChannelRoute.Mail, links);

    private static RenderedNotice Render(Organisation organisation, ChannelRoute route, params NoticeLink[] links)
    {
        var telegram = PlatformDirectory.Seed.Find("telegram")!;
        var regime = RegimeDirectory.Seed.Find("eu-dsa-16")!;
        return NoticeRenderer.Render(new NoticeInputs
        {
            NoticeId = NoticeId,
            Regime = regime,
            Language = "en",
            Organisation = organisation,
            Recipient = NoticeRecipient.For(telegram, telegram.ChannelsFor(regime).Single(channel => channel.Route == route)),
            Links = links,
            Tokens = ExampleOrganisation.Tokens,
        });
    }
}

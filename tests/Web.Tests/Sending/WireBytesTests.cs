using CaseManager.Core;
using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport.Smtp;
using CaseManager.Web.Mail;
using CsCheck;
using Microsoft.Extensions.Options;
using Envelope = CaseManager.Core.Takedowns.Sending.Envelope;

namespace CaseManager.Web.Tests.Sending;

public sealed class WireBytesTests
{
    private static readonly MailTokens Tokens = new("casework.example", new MailKey(1, new byte[32]));

    private static readonly Gen<string> Lines = Gen.String[Gen.OneOf(
        Gen.Char.AlphaNumeric, Gen.Const('.'), Gen.Const(' '), Gen.Const('='), Gen.Const('\n'), Gen.Const('é'), Gen.Const('语'), Gen.Const('\t')), 0, 3000];

    [Fact]
    public async Task Send_AnyText_WhatIsOnTheWireIsWhatWasSealed()
    {
        await using var peer = SmtpPeer.Start();
        await using var eightBit = SmtpPeer.Start(extensions: ["8BITMIME", "SMTPUTF8", "CHUNKING", "BINARYMIME"]);
        await using var transports = new Transports(Transport(peer), Transport(eightBit));

        await Lines.SampleAsync(
            async text =>
            {
                foreach (var (transport, relay) in new[] { (transports.First, peer), (transports.Second, eightBit) })
                {
                    var bytes = transport.Write(Rendered(text), RandomId.New(), DateTimeOffset.UnixEpoch);
                    var result = await transport.SendAsync(
                        new OutgoingMail(RandomId.New(), new Envelope("bounce+t@casework.example", "abuse@platform.example", null), bytes, TimeProvider.System.GetUtcNow().AddMinutes(5)),
                        CancellationToken.None);

                    Assert.Equal(SendOutcome.Accepted, result.Outcome);
                    Assert.Equal(bytes, relay.Accepted[^1].Bytes);
                    Assert.DoesNotContain(bytes, value => value > 127);
                }
            },
            iter: 200,
            threads: 1);
    }

    private static RenderedNotice Rendered(string text) => new()
    {
        NoticeId = RandomId.New(),
        Recipient = NoticeRecipient.For(new TypedContact
        {
            Id = RandomId.New(),
            Host = "platform.example",
            Address = "abuse@platform.example",
            Source = "imprint",
            AddedBy = RandomId.New(),
            AddedAt = DateTimeOffset.UnixEpoch,
        }),
        Template = "eu-dsa-16/en/1",
        Mail = new NoticeMail("Örganisation, Example", "desk@casework.example", "abuse@platform.example", "takedown+t@casework.example", $"[TD-0000-0000] {text[..Math.Min(40, text.Length)].ReplaceLineEndings(" ").Replace('\t', ' ')}", text),
        Missing = [],
        Refused = [],
    };

    private static SmtpNoticeTransport Transport(SmtpPeer peer) => new(
        Options.Create(new SmtpOptions { Host = "127.0.0.1", Port = peer.Port, Security = MailSecurity.None }), Tokens, new NoticeSigner(Options.Create(new DkimOptions())), TimeProvider.System);

    private sealed record Transports(SmtpNoticeTransport First, SmtpNoticeTransport Second) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await First.DisposeAsync();
            await Second.DisposeAsync();
        }
    }
}

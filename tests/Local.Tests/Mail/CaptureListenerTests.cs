using System.Net.Sockets;
using System.Text;
using CaseManager.Local.Mail;
using CaseManager.TestSupport.Practice;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CaseManager.Local.Tests.Mail;

public sealed class CaptureListenerTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CaptureListener listener;

    public CaptureListenerTests() => listener = CaptureListener.Start(folder.Path, TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IReadOnlyList<CapturedMail> Captured => new CapturedMailFolder(folder.Path, TimeProvider.System).List();

    [Fact]
    public async Task Send_MessageWithDeliveryReports_KeepsBytesAndEnvelope()
    {
        var message = Message(".a dot first\r\n..two\r\nstraße");
        message.Prepare(EncodingConstraint.SevenBit);
        using var client = new ReportingClient { DeliveryStatusNotificationType = DeliveryStatusNotificationType.HeadersOnly };
        await client.ConnectAsync("localhost", listener.Port, SecureSocketOptions.None, Cancel);

        await client.SendAsync(message, new MailboxAddress("", "bounce+token@practice.example"), [new MailboxAddress("", "dsa@platform.example")], Cancel);

        var mail = Assert.Single(Captured);
        Assert.Equal("bounce+token@practice.example", mail.Envelope.From);
        Assert.Equal("envelope-1", mail.Envelope.EnvelopeId);
        Assert.Equal("HDRS", mail.Envelope.Return);
        var recipient = Assert.Single(mail.Envelope.Recipients);
        Assert.Equal(("dsa@platform.example", "FAILURE,DELAY"), (recipient.Address, string.Join(',', recipient.Notify!.Split(',').Order().Reverse())));
        Assert.Equal(await BytesOfAsync(message), mail.ReadBytes());
    }

    [Fact]
    public async Task Send_ManyOverOneConnection_KeepsAll()
    {
        using var client = new SmtpClient();
        await client.ConnectAsync("localhost", listener.Port, SecureSocketOptions.None, Cancel);
        foreach (var number in Enumerable.Range(0, 50))
        {
            await client.SendAsync(Message($"Number {number}"), Cancel);
        }

        Assert.Equal(50, Captured.Select(mail => mail.Parse().TextBody).Distinct().Count());
    }

    [Theory]
    [InlineData("MAIL FROM:<a@b.example>", "503")]
    [InlineData("EHLO x\r\nRCPT TO:<a@b.example>", "503")]
    [InlineData("EHLO x\r\nMAIL FROM:<a@b.example>\r\nDATA", "503")]
    [InlineData("EHLO x\r\nMAIL FROM:a@b.example", "501")]
    [InlineData("EHLO x\r\nMAIL FROM:<a@b.example> SIZE=99999999", "552")]
    [InlineData("WHATEVER", "500")]
    public async Task Command_OutOfPlace_IsRefused(string commands, string code)
    {
        var replies = await SayAsync($"{commands}\r\nQUIT\r\n");

        Assert.StartsWith(code, replies[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_BareLineFeedDot_DoesNotEndTheMessage()
    {
        await SayAsync("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.example>\r\nDATA\r\nSubject: one\r\n\r\ntext\n.\nMAIL FROM:<forged@b.example>\r\n.\r\nQUIT\r\n");

        var mail = Assert.Single(Captured);
        Assert.Equal("", mail.Envelope.From);
        Assert.Contains("text\n.\nMAIL FROM:<forged@b.example>\r\n", Encoding.ASCII.GetString(mail.ReadBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_ConnectionLost_KeepsNothing()
    {
        await using (var own = CaptureListener.Start(folder.Path, TimeProvider.System))
        {
            using var client = new TcpClient("localhost", own.Port);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes("EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<a@b.example>\r\nDATA\r\nSubject: half"), Cancel);
            var buffer = new byte[4096];
            var read = "";
            while (!read.Contains("354", StringComparison.Ordinal))
            {
                read += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, Cancel));
            }
        }

        // Both ends are gone: the session has ended.
        Assert.Empty(Captured);
    }

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        folder.Dispose();
    }

    private async Task<string[]> SayAsync(string everything)
    {
        using var client = new TcpClient("localhost", listener.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(everything), Cancel);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return (await reader.ReadToEndAsync(Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static MimeMessage Message(string text) => new(
        [new MailboxAddress("Practice", "notices@practice.example")],
        [new MailboxAddress("", "dsa@platform.example")],
        "Notice",
        new TextPart("plain") { Text = text });

    private static async Task<byte[]> BytesOfAsync(MimeMessage message)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        using var bytes = new MemoryStream();
        await message.WriteToAsync(format, bytes, Cancel);
        return bytes.ToArray();
    }

    private sealed class ReportingClient : SmtpClient
    {
        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
            DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay;

        protected override string GetEnvelopeId(MimeMessage message) => "envelope-1";
    }
}

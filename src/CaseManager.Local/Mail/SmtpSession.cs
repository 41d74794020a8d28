using System.Text;

namespace CaseManager.Local.Mail;

/// <summary>One session of the capture server: RFC 5321 with SIZE, PIPELINING, 8BITMIME, SMTPUTF8 and DSN (RFC 3461).</summary>
internal sealed class SmtpSession(Stream stream, CapturedMailFolder folder)
{
    private const int LongestCommand = 4096;
    private const int LongestMessage = 25 * 1024 * 1024;
    private const int MostRecipients = 100;

    private readonly SmtpLines lines = new(stream);
    private readonly List<EnvelopeRecipient> recipients = [];
    private SmtpPath? sender;
    private bool greeted;

    public async Task RunAsync(CancellationToken cancel)
    {
        await lines.WriteAsync("220 localhost ESMTP keeps everything, sends nothing", cancel);
        while (await lines.ReadAsync(LongestCommand, cancel) is { } line)
        {
            var text = Encoding.UTF8.GetString(line);
            var verb = text.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "DATA")
            {
                await ReceiveAsync(cancel);
                continue;
            }

            await lines.WriteAsync(Answer(verb, text), cancel);
            if (verb == "QUIT")
            {
                return;
            }
        }
    }

    private string Answer(string verb, string line)
    {
        switch (verb)
        {
            case "EHLO":
                Greet();
                return $"250-localhost\r\n250-PIPELINING\r\n250-SIZE {LongestMessage}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-DSN\r\n250 ENHANCEDSTATUSCODES";
            case "HELO":
                Greet();
                return "250 localhost";
            case "MAIL":
                return AnswerMail(line);
            case "RCPT":
                return AnswerRecipient(line);
            case "RSET":
                Reset();
                return "250 2.0.0 Forgotten";
            case "NOOP":
                return "250 2.0.0 Still here";
            case "VRFY":
                return "252 2.5.0 Everybody is accepted here";
            case "QUIT":
                return "221 2.0.0 Goodbye";
            default:
                return "500 5.5.1 Unknown command";
        }
    }

    private string AnswerMail(string line)
    {
        if (!greeted || sender is not null)
        {
            return "503 5.5.1 Not now";
        }

        if (SmtpPath.Parse(line, "MAIL FROM:") is not { } path)
        {
            return "501 5.5.4 Write MAIL FROM:<address>";
        }

        if (long.TryParse(path.Parameter("SIZE"), out var size) && size > LongestMessage)
        {
            return "552 5.3.4 Too large";
        }

        sender = path;
        return "250 2.1.0 Sender noted";
    }

    private string AnswerRecipient(string line)
    {
        if (sender is null)
        {
            return "503 5.5.1 MAIL first";
        }

        if (SmtpPath.Parse(line, "RCPT TO:") is not { Address.Length: > 0 } path)
        {
            return "501 5.5.4 Write RCPT TO:<address>";
        }

        if (recipients.Count == MostRecipients)
        {
            return "452 4.5.3 Too many recipients";
        }

        recipients.Add(new EnvelopeRecipient(path.Address, path.Parameter("NOTIFY"), path.Parameter("ORCPT")));
        return "250 2.1.5 Recipient noted";
    }

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        if (sender is null || recipients.Count == 0)
        {
            await lines.WriteAsync("503 5.5.1 MAIL and RCPT first", cancel);
            return;
        }

        await lines.WriteAsync("354 Go on, end with a dot", cancel);
        var message = await ReadMessageAsync(cancel);
        if (message is null)
        {
            await lines.WriteAsync("552 5.3.4 Too large", cancel);
        }
        else
        {
            var (from, to) = (sender, recipients.ToArray());
            var name = await folder.AddAsync(
                now => new Envelope(from.Address, from.Parameter("ENVID"), from.Parameter("RET"), to, now), message.ToArray(), cancel);
            await lines.WriteAsync($"250 2.0.0 Captured as {name}", cancel);
        }

        Reset();
    }

    // Read to its end even where it is too large, so that the session stays in step.
    private async Task<MemoryStream?> ReadMessageAsync(CancellationToken cancel)
    {
        var message = new MemoryStream();
        var tooLarge = false;
        while (true)
        {
            var line = await lines.ReadAsync(LongestMessage, cancel) ?? throw new IOException("The peer left within a message.");
            if (line is [(byte)'.'])
            {
                return tooLarge ? null : message;
            }

            var content = line is [(byte)'.', ..] ? line.AsMemory(1) : line;
            tooLarge |= message.Length + content.Length > LongestMessage;
            if (!tooLarge)
            {
                message.Write(content.Span);
                message.Write("\r\n"u8);
            }
        }
    }

    private void Greet()
    {
        greeted = true;
        Reset();
    }

    private void Reset()
    {
        sender = null;
        recipients.Clear();
    }
}

using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.TestSupport.Imap;
using CaseManager.Web.Mail;
using CaseManager.Web.Mail.Inbound;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CaseManager.TestSupport.Takedowns.Inbound;

/// <summary>The part of a worker that reads the inbox.</summary>
public static class InboxReader
{
    private static readonly MailTokens Tokens = new("casework.example", new MailKey(1, new byte[32]));

    /// <summary>Reads it once to its end.</summary>
    /// <returns>How many mails were new.</returns>
    public static Task<int> ReadAsync(OutboxWorker worker, Dovecot imap, TimeProvider time, CancellationToken cancel, long largest = 1_000_000, int? port = null, InboxRest? rest = null)
    {
        var options = Options.Create(new InboxOptions
        {
            Host = "127.0.0.1",
            Port = port ?? imap.Port,
            Security = MailSecurity.None,
            User = Dovecot.User,
            PasswordFile = imap.PasswordFile,
            AuthenticationServer = InboundLetters.OurServer,
            LargestMail = largest,
        });
        return worker.UseAsync<ReceiveMail, int>(receive => worker.UseAsync<ReadDirectory, int>(directory => new ReadInbox(
            options, receive, new InterpretMail(Tokens, directory, options), rest ?? new InboxRest(), time, NullLogger<ReadInbox>.Instance).RunAsync(cancel)));
    }
}

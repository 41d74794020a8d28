using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace CaseManager.Web.Mail;

/// <summary>A signed-in connection to a mailbox.</summary>
internal static class ImapSession
{
    public static async Task<ImapClient> OpenAsync(MailboxOptions mailbox, CancellationToken cancel)
    {
        var client = new ImapClient { Timeout = (int)TimeSpan.FromSeconds(mailbox.TimeoutSeconds).TotalMilliseconds };
        try
        {
            var password = (await File.ReadAllTextAsync(mailbox.PasswordFile, cancel)).TrimEnd('\r', '\n');
            await client.ConnectAsync(mailbox.Host, mailbox.Port, mailbox.Security.Socket, cancel);
            await client.AuthenticateAsync(mailbox.User, password, cancel);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Whether it is the mailbox's fault, not ours.</summary>
    public static bool IsOutside(Exception failure) => failure is
        CommandException or ProtocolException or AuthenticationException or ServiceNotAuthenticatedException or ServiceNotConnectedException
        or SslHandshakeException or NotSupportedException or FolderNotFoundException
        or IOException or UnauthorizedAccessException or SocketException or TimeoutException or OperationCanceledException;
}

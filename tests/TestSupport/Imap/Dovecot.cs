using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace CaseManager.TestSupport.Imap;

/// <summary>A real IMAP server with one mailbox on a port of this machine (Debian: dovecot-imapd).</summary>
public sealed class Dovecot : IAsyncDisposable
{
    public const string User = "journal";
    public const string Password = "journal-password";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = TestFolders.New();
    private readonly Process _process;

    private Dovecot()
    {
        Port = FreePort();
        PasswordFile = Path.Combine(_folder, "password");
        var (user, group) = Environment.IsPrivilegedProcess ? ("nobody", "nogroup") : (Environment.UserName, Environment.UserName);
        File.WriteAllText(PasswordFile, Password + "\n");
        File.WriteAllText(Path.Combine(_folder, "users"), $"{User}:{{PLAIN}}{Password}\n");
        File.WriteAllText(Path.Combine(_folder, "dovecot.conf"), Configuration(user, group));
        if (Environment.IsPrivilegedProcess)
        {
            // It refuses to read mail as root; everything of it runs as nobody.
            using var own = Process.Start("chown", ["-R", $"{user}:{group}", _folder]);
            own.WaitForExit();
        }

        string[] dovecot = ["/usr/sbin/dovecot", "-F", "-c", Path.Combine(_folder, "dovecot.conf")];
        _process = Process.Start(Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid", user, "--regid", group, "--clear-groups", .. dovecot])
            : new ProcessStartInfo(dovecot[0], dovecot[1..]))!;
    }

    /// <summary>Port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>File that holds the mailbox's password.</summary>
    public string PasswordFile { get; }

    /// <summary>Ready when this returns.</summary>
    public static async Task<Dovecot> StartAsync(CancellationToken cancel)
    {
        var server = new Dovecot();
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    using var client = await server.OpenAsync(cancel);
                    return true;
                }
                catch (Exception failure) when (failure is SocketException or ImapProtocolException or IOException)
                {
                    return server._process.HasExited ? throw new InvalidOperationException(await File.ReadAllTextAsync(Path.Combine(server._folder, "log"), cancel)) : false;
                }
            },
            cancel);
        return server;
    }

    /// <summary>A mail arrives.</summary>
    public async Task DeliverAsync(byte[] bytes, DateTimeOffset at, CancellationToken cancel)
    {
        using var client = await OpenAsync(cancel);
        using var message = await MimeMessage.LoadAsync(new MemoryStream(bytes), cancel);
        await client.Inbox.AppendAsync(new AppendRequest(message, MessageFlags.None, at), cancel);
        await client.DisconnectAsync(quit: true, cancel);
    }

    /// <summary>Many mails arrive, in this order.</summary>
    public async Task DeliverAsync(IReadOnlyList<byte[]> mails, DateTimeOffset at, CancellationToken cancel)
    {
        using var client = await OpenAsync(cancel);
        foreach (var mail in mails)
        {
            using var message = await MimeMessage.LoadAsync(new MemoryStream(mail), cancel);
            await client.Inbox.AppendAsync(new AppendRequest(message, MessageFlags.None, at), cancel);
        }

        await client.DisconnectAsync(quit: true, cancel);
    }

    /// <summary>Message-IDs of what lies there.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel)
    {
        using var client = await OpenAsync(cancel);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, cancel);
        var found = await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.Envelope, cancel);
        return [.. found.Select(one => one.Envelope?.MessageId ?? "")];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var stop = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        TestFolders.Delete(_folder);
    }

    /// <summary>A signed-in connection.</summary>
    public async Task<ImapClient> OpenAsync(CancellationToken cancel)
    {
        var client = new ImapClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", Port, SecureSocketOptions.None, cancel);
            await client.AuthenticateAsync(User, Password, cancel);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private string Configuration(string user, string group) =>
        $$"""
        base_dir = {{_folder}}/run
        state_dir = {{_folder}}/state
        log_path = {{_folder}}/log
        ssl = no
        disable_plaintext_auth = no
        protocols = imap
        default_internal_user = {{user}}
        default_internal_group = {{group}}
        default_login_user = {{user}}
        first_valid_uid = 1
        mail_location = maildir:{{_folder}}/mail/%u
        passdb {
          driver = passwd-file
          args = {{_folder}}/users
        }
        userdb {
          driver = static
          args = uid={{user}} gid={{group}} home={{_folder}}/home/%u
        }
        service imap-login {
          chroot =
          inet_listener imap {
            address = 127.0.0.1
            port = {{Port.ToString(CultureInfo.InvariantCulture)}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        service anvil {
          chroot =
        }
        service stats {
          chroot =
        }
        service auth {
          user = {{user}}
        }
        service auth-worker {
          user = {{user}}
        }
        """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

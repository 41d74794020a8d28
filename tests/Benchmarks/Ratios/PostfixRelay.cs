using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CaseManager.TestSupport;

namespace CaseManager.Benchmarks.Ratios;

/// <summary>A store-and-forward relay on this machine, as it is deployed: Postfix, which writes a mail to disk before it says yes (Debian: postfix).</summary>
/// <remarks>With its own defaults for durability and flow; where a mail goes on to is left out: it is discarded after it was stored and queued.</remarks>
public sealed class PostfixRelay : IAsyncDisposable
{
    private const string Program = "/usr/sbin/postfix";
    private const string Owner = "postfix";

    /// <summary>Folders a mail passes through until it is delivered.</summary>
    private static readonly string[] Queues = ["incoming", "active", "deferred"];

    private readonly string _folder = TestFolders.New();

    private PostfixRelay() => Port = FreePort();

    /// <summary>Why it cannot be measured here; <see langword="null"/> where it can.</summary>
    public static string? Obstacle => !File.Exists(Program) ? "Postfix is not installed (Debian: apt-get install postfix)"
        : !Environment.IsPrivilegedProcess ? "Postfix starts for root alone"
        : null;

    /// <summary>Port on 127.0.0.1.</summary>
    public int Port { get; }

    private string Configuration => Path.Combine(_folder, "etc");

    private string Queue => Path.Combine(_folder, "queue");

    /// <summary>Ready when this returns.</summary>
    public static async Task<PostfixRelay> StartAsync(CancellationToken cancel)
    {
        var relay = new PostfixRelay();
        await relay.WriteAsync(cancel);
        await relay.RunAsync("start", cancel);
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    using var client = new TcpClient();
                    await client.ConnectAsync(IPAddress.Loopback, relay.Port, cancel);
                    return true;
                }
                catch (SocketException)
                {
                    return false;
                }
            },
            cancel);
        return relay;
    }

    /// <summary>Ends when everything it said yes to is delivered, so that it does nothing beside what is measured next.</summary>
    public Task DeliverAsync(CancellationToken cancel) => Eventually.IsTrueAsync(
        () => Task.FromResult(!Queues.Any(queue => Directory.EnumerateFiles(Path.Combine(Queue, queue), "*", SearchOption.AllDirectories).Any())), cancel);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("stop", CancellationToken.None);
        TestFolders.Delete(_folder);
    }

    private async Task WriteAsync(CancellationToken cancel)
    {
        // Its daemons run as a user of their own and have to get through.
        await RunAsync(new ProcessStartInfo("chmod", ["711", _folder]), cancel);
        Directory.CreateDirectory(Configuration);
        Directory.CreateDirectory(Queue);
        var data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        await RunAsync(new ProcessStartInfo("chown", [Owner, data]), cancel);
        await File.WriteAllTextAsync(
            Path.Combine(Configuration, "main.cf"),
            $"""
            compatibility_level = 3.6
            queue_directory = {Queue}
            data_directory = {data}
            maillog_file = {_folder}/log
            maillog_file_prefixes = {_folder}
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            myhostname = relay.example
            mydestination =
            mynetworks = 127.0.0.0/8
            smtpd_relay_restrictions = permit_mynetworks, reject
            default_transport = discard:
            alias_maps =
            alias_database =

            """,
            cancel);
        await File.WriteAllTextAsync(
            Path.Combine(Configuration, "master.cf"),
            $"""
            127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)} inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            anvil unix - - n - 1 anvil
            showq unix n - n - - showq
            tlsmgr unix - - n 1000? 1 tlsmgr
            postlog unix-dgram n - n - 1 postlogd

            """,
            cancel);
    }

    private Task RunAsync(string command, CancellationToken cancel) => RunAsync(new ProcessStartInfo(Program, ["-c", Configuration, command]), cancel);

    private static async Task RunAsync(ProcessStartInfo start, CancellationToken cancel)
    {
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Net;
using System.Net.Sockets;

namespace CaseManager.Local.Mail;

/// <summary>A mail server that keeps everything and sends nothing: SMTP on a free port of this machine only.</summary>
public sealed class CaptureListener : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly CapturedMailFolder folder;
    private readonly Task accepting;

    private CaptureListener(string path, TimeProvider time)
    {
        folder = new CapturedMailFolder(path, time);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(stopping.Token);
    }

    public int Port { get; }

    public static CaptureListener Start(string folder, TimeProvider time) => new(folder, time);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancel)
    {
        HashSet<Task> sessions = [];
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(cancel);
                sessions.RemoveWhere(session => session.IsCompleted);
                sessions.Add(ServeAsync(client, cancel));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancel)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await new SmtpSession(client.GetStream(), folder).RunAsync(cancel);
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                // The peer is gone, or we are: a message that was not complete counts as not received.
            }
        }
    }
}

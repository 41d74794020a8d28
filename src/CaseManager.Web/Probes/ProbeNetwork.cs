using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace CaseManager.Web.Probes;

/// <summary>The way out to the network. No setting changes it: a test puts its own in place of it.</summary>
public sealed class ProbeNetwork
{
    /// <summary>Addresses of a host.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Opens a connection to an address that was checked.</summary>
    public Func<IPEndPoint, CancellationToken, Task<Stream>> Connect { get; init; } = ConnectAsync;

    /// <summary>Which certificates are trusted; null for the system's.</summary>
    public X509ChainPolicy? Trust { get; init; }

    private static async Task<Stream> ConnectAsync(IPEndPoint place, CancellationToken cancel)
    {
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(place, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

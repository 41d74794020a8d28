using System.Net;
using System.Net.Sockets;
using CaseManager.Local.Practice;

namespace CaseManager.TestSupport.Practice;

/// <summary>Three ports that nobody listens on.</summary>
public static class FreePorts
{
    public static Ports Find()
    {
        // Held together, so that they differ.
        TcpListener[] listeners = [new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0)];
        foreach (var listener in listeners)
        {
            listener.Start();
        }

        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }

        return new Ports(ports[0], ports[1], ports[2]);
    }

    public static string[] ToOptions(this Ports ports) =>
        ["--public-port", $"{ports.Public}", "--staff-port", $"{ports.Staff}", "--practice-port", $"{ports.Practice}"];
}

using System.Net;
using System.Net.Sockets;

namespace CaseManager.Local.Practice;

/// <summary>The three ports that a browser is pointed at.</summary>
public sealed record Ports(int Public, int Staff, int Practice)
{
    public static readonly Ports Default = new(5080, 5081, 5082);

    public string PublicUrl => $"http://localhost:{Public}";

    public string StaffUrl => $"http://localhost:{Staff}";

    public string PracticeUrl => $"http://localhost:{Practice}";

    /// <exception cref="CannotStartException">A port is taken; the message says which.</exception>
    public void CheckFree()
    {
        Check(Public, "the public pages", "--public-port");
        Check(Staff, "the staff pages", "--staff-port");
        Check(Practice, "the practice page", "--practice-port");
    }

    private static void Check(int port, string pages, string option)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException failure)
        {
            throw new CannotStartException($"Port {port}, where {pages} should be, is taken by another program ({failure.SocketErrorCode}); stop that one, or choose another port with {option}.", failure);
        }
    }
}

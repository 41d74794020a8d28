using System.Net;
using System.Net.Security;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Probes;

/// <summary>An HTTP client that only ever connects to an address it has checked: the name is looked up once, here, and never again behind the check's back.</summary>
internal sealed class ProbeClient : IDisposable
{
    private static readonly int[] ports = [80, 443];

    private readonly ProbeNetwork _network;
    private readonly HttpMessageInvoker _http;
    private readonly string _userAgent;

    public ProbeClient(ProbeNetwork network, IOptions<ProbeOptions> options)
    {
        _network = network;
        _userAgent = options.Value.UserAgent;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) => await ConnectAsync(context.DnsEndPoint, cancel),
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = network.Trust },
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            Credentials = null,
            PreAuthenticate = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds),
            MaxResponseHeadersLength = 32,

            // One look, one connection; what is not wanted is not drained either, it may be the very picture.
            MaxConnectionsPerServer = 1,
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseDrainSize = 0,
            ResponseDrainTimeout = TimeSpan.Zero,
        });
    }

    public async Task<HttpResponseMessage> GetAsync(Uri address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.ConnectionClose = true;
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Encoding", "gzip");
        request.Headers.Add("Accept-Language", "en");
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        return await _http.SendAsync(request, cancel);
    }

    public void Dispose() => _http.Dispose();

    private async Task<Stream> ConnectAsync(DnsEndPoint place, CancellationToken cancel)
    {
        if (!ports.Contains(place.Port) || IPAddress.TryParse(place.Host, out _))
        {
            throw new AddressRefusedException();
        }

        // A name that leads to a private address as well is nobody's honest site.
        var addresses = await _network.Resolve(place.Host, cancel);
        if (addresses.Length == 0 || !addresses.All(PublicAddress.IsPublic))
        {
            throw new AddressRefusedException();
        }

        for (var at = 0; ; at++)
        {
            try
            {
                return await _network.Connect(new IPEndPoint(addresses[at], place.Port), cancel);
            }
            catch (System.Net.Sockets.SocketException) when (at + 1 < addresses.Length)
            {
                // This network may not reach every family: the next address was checked too.
            }
        }
    }
}

/// <summary>A connection that would not have been to a public place. Says nothing of the place.</summary>
internal sealed class AddressRefusedException() : IOException("The place is not a public one.");

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CaseManager.Web.Probes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Tests.Probes;

/// <summary>The network outside: one real HTTPS server on this machine stands for every site, and a list of names says which public address each has.</summary>
internal sealed class Site : IAsyncDisposable
{
    private const string Public = "93.184.215.14";

    private readonly WebApplication _server;
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentQueue<IPEndPoint> _connected = new();

    private Site(WebApplication server, X509Certificate2 certificate) => (_server, _certificate) = (server, certificate);

    /// <summary>What the server answers.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => Results.NotFound().ExecuteAsync(context);

    /// <summary>Addresses of a host, asked for each connection.</summary>
    public Func<string, string[]> Addresses { get; set; } = _ => [Public];

    /// <summary>Requests that arrived: host, path, query.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Headers of the last one.</summary>
    public IHeaderDictionary Headers { get; private set; } = new HeaderDictionary();

    /// <summary>Where the probe would have connected to.</summary>
    public IReadOnlyCollection<IPEndPoint> Connected => _connected;

    public static async Task<Site> StartAsync(CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var certificate = NewCertificate();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var server = builder.Build();
        var site = new Site(server, certificate);
        server.Run(async context =>
        {
            site.Headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
            site.Requests.Enqueue($"{context.Request.Host}{context.Request.Path}{context.Request.QueryString}");
            await site.Answer(context);
        });
        await server.StartAsync(cancel);
        return site;
    }

    /// <summary>A probe as the program makes it, whose way out leads to this server.</summary>
    public HttpLinkProbe Probe(TimeProvider? time = null, bool trusted = true) => new(
        Network(trusted),
        PageReader.Default,
        Options.Create(new ProbeOptions { Enabled = true, Control = "https://t.me/ourchannel/1", Contact = "https://helpline.example/checks" }),
        time ?? TimeProvider.System);

    /// <summary>A way out that leads to this server. The check of addresses stays as it is.</summary>
    public ProbeNetwork Network(bool trusted = true) => new()
    {
        Resolve = (host, _) => Task.FromResult(Addresses(host).Select(IPAddress.Parse).ToArray()),
        Connect = ConnectAsync,
        Trust = trusted ? Trust() : null,
    };

    /// <summary>Answers with a page.</summary>
    public static Func<HttpContext, Task> Page(string html, int status = 200, string type = "text/html; charset=utf-8") =>
        context => Results.Content(html, type, statusCode: status).ExecuteAsync(context);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task<Stream> ConnectAsync(IPEndPoint place, CancellationToken cancel)
    {
        _connected.Enqueue(place);
        var server = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_certificate);
        return policy;
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=t.me", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in (string[])["t.me", "site.example", "www.site.example", "other.example", "telegra.ph"])
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }
}

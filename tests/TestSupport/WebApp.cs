using System.Net;
using System.Net.Sockets;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.TestSupport;

/// <summary>The web program on a test's database, with a clock that stands still until it is moved.</summary>
public sealed class WebApp : WebApplicationFactory<Program>
{
    private readonly TestDatabase database;
    private readonly int publicPort;
    private readonly int staffPort;
    private readonly bool ownsKeys;
    private bool listens;

    private WebApp(TestDatabase database, int publicPort, int staffPort, string? keyFolder)
    {
        this.database = database;
        this.publicPort = publicPort;
        this.staffPort = staffPort;
        ownsKeys = keyFolder is null;
        KeyFolder = keyFolder ?? TestFolders.New();
        new KeyFolder(KeyFolder).Create();
        Settings["CaseManager:StatisticsBuilder"] = database.StatisticsBuilder;
        Settings["CaseManager:StatisticsReader"] = database.StatisticsReader;
        Clock.SetUtcNow(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    }

    /// <summary>Answers in memory.</summary>
    /// <param name="keyFolder">Key files of another app whose rows this one has to open; otherwise an own folder.</param>
    public static WebApp InMemory(TestDatabase database, string? keyFolder = null) => new(database, 5080, 5081, keyFolder);

    /// <summary>Listens on two free ports of this machine, for a browser.</summary>
    /// <param name="settings">Beside those every app has.</param>
    public static WebApp OnPorts(TestDatabase database, params IReadOnlyList<(string Key, string Value)> settings)
    {
        var app = new WebApp(database, FreePort(), FreePort(), keyFolder: null);
        foreach (var (key, value) in settings)
        {
            app.Settings[key] = value;
        }

        app.UseKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(app.publicPort);
            kestrel.ListenLocalhost(app.staffPort);
        });
        app.StartServer();
        app.listens = true;
        return app;
    }

    public FakeTimeProvider Clock { get; } = new();

    /// <summary>Folder of the key files.</summary>
    public string KeyFolder { get; }

    /// <summary>Folder of the audit's daily heads; not there before the first.</summary>
    public string AuditFolder => Path.Combine(KeyFolder, "audit-heads");

    /// <summary>Settings beside the database, addresses and key folder, such as <c>CaseManager:Practice</c>.</summary>
    public Dictionary<string, string?> Settings { get; } = new() { ["CaseManager:Roles"] = "web" };

    /// <summary>Replaces services, such as a transport by a scripted one; set before the first request.</summary>
    public Action<IServiceCollection> Replace { get; set; } = _ => { };

    public Uri PublicUrl => new($"http://localhost:{publicPort}");

    public Uri StaffUrl => new($"http://localhost:{staffPort}");

    public HttpClient PublicClient() => Client(PublicUrl);

    public HttpClient StaffClient() => Client(StaffUrl);

    // The factory's own client follows redirects over a real port, whatever it is told.
    public HttpClient Client(Uri address) => listens
        ? new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address }
        : CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = address });

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && ownsKeys)
        {
            TestFolders.Delete(KeyFolder);
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        // Added last, so that it goes before the settings files of the project.
        builder.ConfigureAppConfiguration((_, configuration) => configuration.AddInMemoryCollection(
        [
            new("Logging:LogLevel:Default", "Warning"),
            new("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning"),
            new("CaseManager:Database", database.App),
            new("CaseManager:PublicUrl", PublicUrl.ToString()),
            new("CaseManager:StaffUrl", StaffUrl.ToString()),
            new("CaseManager:KeyFolder", KeyFolder),
            new("CaseManager:AuditFolder", AuditFolder),
            new("CaseManager:StatisticsFolder", Path.Combine(KeyFolder, "statistics")),
            .. Settings,
        ]));
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            Replace(services);
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

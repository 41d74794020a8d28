using CaseManager.Local.Data;
using CaseManager.Local.Mail;

namespace CaseManager.Local.Practice;

/// <summary>The page with everything one needs to know to try the practice organisation. Only this machine can open it.</summary>
public static class PracticePage
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static async Task<WebApplication> StartAsync(DataFolder data, Ports ports, PracticeState state, TimeProvider time, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PracticePage).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Logging.ClearProviders();
        // A page elsewhere could give this machine another name and read the passwords through it.
        builder.Configuration["AllowedHosts"] = "localhost";
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(ports.Practice);
        });
        builder.Services
            .AddSingleton(data)
            .AddSingleton(ports)
            .AddSingleton(state)
            .AddSingleton(time)
            .AddSingleton(new PracticeFiles(data.Practice))
            .AddSingleton(new CapturedMailFolder(data.Mail, time))
            // Stopping is the whole program's affair, in its own order.
            .AddSingleton<IHostLifetime, NoLifetime>()
            .AddLocalization()
            .AddRazorPages();

        var app = builder.Build();
        app.Use(AddHeaders);
        app.MapRazorPages();
        app.MapGet("/practice.css", () => Asset("practice.css", "text/css"));
        app.MapGet("/practice.js", () => Asset("practice.js", "text/javascript"));
        app.MapGet("/codes", Codes);
        app.MapGet("/mail/{name}/raw", Raw);
        app.MapGet("/recovery/{name}", RecoveryFile);
        await app.StartAsync(cancel);
        return app;
    }

    private static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }

    private static IResult Codes(PracticeFiles files, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return Results.Json(new
        {
            Codes = files.ReadAccounts().Select(account => account.CodeAt(now)),
            SecondsLeft = (int)Math.Ceiling(TotpCode.Left(now).TotalSeconds),
        });
    }

    private static IResult Raw(string name, CapturedMailFolder folder) =>
        folder.Find(name) is { } mail ? Results.Bytes(mail.ReadBytes(), "text/plain; charset=utf-8") : Results.NotFound();

    private static IResult RecoveryFile(string name, PracticeFiles files) =>
        files.RecoveryFiles().FirstOrDefault(path => Path.GetFileName(path) == name) is { } found
            ? Results.File(File.ReadAllBytes(found), "application/octet-stream", name)
            : Results.NotFound();

    private static IResult Asset(string name, string type) =>
        Results.Stream(typeof(PracticePage).Assembly.GetManifestResourceStream(name)!, $"{type}; charset=utf-8");

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

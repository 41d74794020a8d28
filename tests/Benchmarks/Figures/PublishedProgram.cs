using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.TestSupport;

namespace CaseManager.Benchmarks.Figures;

/// <summary>The web program as it is installed: published, with its files compressed beforehand, in a process of its own.</summary>
public sealed class PublishedProgram : IAsyncDisposable
{
    /// <summary>An answer of one sentence, to compare pages with.</summary>
    public const string OneSentence = "/health";

    private readonly Process process;
    private readonly string folder;

    private PublishedProgram(Process process, string folder, Uri publicUrl) => (this.process, this.folder, PublicUrl) = (process, folder, publicUrl);

    public Uri PublicUrl { get; }

    public static async Task<PublishedProgram> StartAsync(TestDatabase database, CancellationToken cancel)
    {
        var folder = TestFolders.New();
        await RunAsync(new ProcessStartInfo("dotnet", ["publish", RepositoryFolder.File("src/CaseManager.Web"), "-c", "Release", "-o", folder, "-v", "q", "-nologo"]), cancel);
        var keys = TestFolders.New();
        new KeyFolder(keys).Create();
        var (publicUrl, staffUrl) = ($"http://localhost:{FreePort()}", $"http://localhost:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "CaseManager.Web.dll"), "serve", "--roles", "web"]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        (string Key, string Value)[] settings =
        [
            ("ASPNETCORE_ENVIRONMENT", "Staging"), ("ASPNETCORE_URLS", $"{publicUrl};{staffUrl}"), ("CaseManager__Database", database.App), ("CaseManager__KeyFolder", keys),
            ("CaseManager__PublicUrl", publicUrl), ("CaseManager__StaffUrl", staffUrl), ("CaseManager__Practice", "true"),
            ("CaseManager__Organisation__Name", "Example organisation"), ("CaseManager__Organisation__Mailbox", "desk@organisation.example"),
            ("CaseManager__Mail__Domain", "organisation.example"), ("CaseManager__Mail__Smtp__Host", "localhost"),
        ];
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        var program = new PublishedProgram(Process.Start(start)!, folder, new Uri(publicUrl));
        program.process.OutputDataReceived += (_, _) => { };
        program.process.BeginOutputReadLine();
        await program.AnswersAsync(cancel);
        return program;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task AnswersAsync(CancellationToken cancel)
    {
        using var http = new HttpClient();
        while (!process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(PublicUrl, OneSentence), cancel);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancel);
            }
        }

        throw new InvalidOperationException("The published program ended before it answered.");
    }

    private static async Task RunAsync(ProcessStartInfo start, CancellationToken cancel)
    {
        using var running = Process.Start(start)!;
        await running.WaitForExitAsync(cancel);
        if (running.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} ended with {running.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

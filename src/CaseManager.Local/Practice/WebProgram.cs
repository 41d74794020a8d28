using CaseManager.Local.Data;
using CaseManager.Local.Processes;

namespace CaseManager.Local.Practice;

/// <summary>The web program, serving pages and working through its jobs.</summary>
public sealed class WebProgram : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Child child;

    private WebProgram(Child child) => this.child = child;

    /// <exception cref="CannotStartException">It ended, or did not become healthy.</exception>
    public static async Task<WebProgram> StartAsync(Launcher launcher, DataFolder data, Ports ports, Dictionary<string, string> settings, TimeProvider time, CancellationToken cancel)
    {
        var child = await launcher.StartAsync(new Launch(DotnetHost.Path, StartedProgram.Web, "serve", "--roles=web,worker")
        {
            Environment = settings,
            WorkingFolder = Path.GetDirectoryName(StartedProgram.Web),
            LogFile = data.Log("web"),
        });
        var web = new WebProgram(child);
        try
        {
            await web.WaitUntilHealthyAsync(new Uri($"{ports.PublicUrl}/health"), data, time, cancel);
            return web;
        }
        catch
        {
            await web.DisposeAsync();
            throw;
        }
    }

    public Task<int> EndAsync(CancellationToken cancel) => child.EndAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await child.StopAsync(UnixSignal.Terminate, StopPatience);
        child.Dispose();
    }

    private async Task WaitUntilHealthyAsync(Uri health, DataFolder data, TimeProvider time, CancellationToken cancel)
    {
        using var client = new HttpClient();
        var started = time.GetTimestamp();
        while (!await IsHealthyAsync(client, health, cancel))
        {
            if (child.HasEnded || time.GetElapsedTime(started) > StartPatience)
            {
                throw new CannotStartException($"The web program did not come up: {LogTail.LastLine(data.Log("web"))}");
            }

            await Task.Delay(Pause, time, cancel);
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client, Uri health, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.GetAsync(health, cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

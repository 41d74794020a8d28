using System.Net;
using System.Text.Json;
using CaseManager.Local.Practice;
using CaseManager.Local.Processes;
using CaseManager.TestSupport.Practice;

namespace CaseManager.Local.Tests;

/// <summary>The whole life of a practice organisation: first start, Ctrl-C, second start, a sudden end, third start.</summary>
public sealed class PracticeOrganisationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new();
    private readonly Ports ports = FreePorts.Find();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder.Path, "data");

    private PracticeFiles Files => new(Path.Combine(Data, "practice"));

    [Fact]
    public async Task Run_StoppedAndKilledAndStartedAgain_KeepsWhatItMadeAndLeavesNothingRunning()
    {
        using (var first = await StartAsync())
        {
            await AssertEverythingIsThereAsync();
            first.Send(UnixSignal.Interrupt);
            Assert.Equal(0, await first.EndAsync(Cancel));
        }

        await RunningProcesses.AssertNoneAsync(Data, Cancel);
        var (accounts, samples, invitation) = (Files.ReadAccounts(), Files.ReadSamples(), Files.ReadInvitation());
        // As if the first start had been broken off between the work and the note that it is done.
        File.Delete(Files.Seeded);
        File.Delete(Files.Sampled);

        using (var second = await StartAsync())
        {
            await AssertEverythingIsThereAsync();
            second.Send(UnixSignal.Kill);
            await second.EndAsync(Cancel);
        }

        await RunningProcesses.AssertNoneAsync(Data, Cancel);
        using var third = await StartAsync();
        Assert.Equal(accounts.Select(account => account.TotpKey), Files.ReadAccounts().Select(account => account.TotpKey));
        Assert.Equal(samples, Files.ReadSamples());
        Assert.Equal(invitation, Files.ReadInvitation());
        third.Send(UnixSignal.Terminate);
        Assert.Equal(0, await third.EndAsync(Cancel));
        await RunningProcesses.AssertNoneAsync(Data, Cancel);
    }

    public void Dispose()
    {
        client.Dispose();
        folder.Dispose();
    }

    private async Task<LocalProcess> StartAsync()
    {
        var local = LocalProcess.Start(["--data", Data, .. ports.ToOptions()]);
        await local.ReadToAsync("Press Ctrl-C to stop.", Cancel);
        return local;
    }

    private async Task AssertEverythingIsThereAsync()
    {
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(ports.PublicUrl), Cancel)).StatusCode);
        Assert.Contains("Practice: nothing leaves this machine", await client.GetStringAsync(new Uri($"{ports.StaffUrl}/sign-in"), Cancel), StringComparison.Ordinal);
        Assert.Contains("Practice: nothing leaves this machine", await client.GetStringAsync(new Uri(ports.PublicUrl), Cancel), StringComparison.Ordinal);
        using var intake = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{ports.PublicUrl}/api/intake"), Cancel));
        Assert.True(intake.RootElement.TryGetProperty("bundle", out _));

        var page = await client.GetStringAsync(new Uri(ports.PracticeUrl), Cancel);
        Assert.All(Files.ReadAccounts(), account => Assert.Contains(account.Password, page, StringComparison.Ordinal));
        Assert.Equal(3, Files.ReadSamples().Count);
        Assert.All(Files.ReadSamples(), sample => Assert.Contains(sample.Words, page, StringComparison.Ordinal));
        Assert.Contains(Files.ReadInvitation()!.Link, page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(Files.ReadInvitation()!.Link), Cancel)).StatusCode);
    }
}

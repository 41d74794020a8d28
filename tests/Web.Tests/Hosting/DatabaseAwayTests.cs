using System.Net;
using System.Text.Json.Nodes;
using CaseManager.Core.Access;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Hosting;

/// <summary>PostgreSQL is away while somebody works; on a server of its own, since it is stopped.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private readonly PostgresServer _server = new();
    private WebApp _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _app = WebApp.InMemory(await _server.CreateDatabaseAsync(Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Staff_AreToldToComeAgainAndStaySignedIn()
    {
        using var staff = await StaffClient.CreateAsync(_app, Cancel, RoleName.Caseworker);
        await _server.StopAsync();

        using var program = await staff.Http.GetAsync(new Uri("/api/staff/me", UriKind.Relative), Cancel);
        using var page = await staff.Http.GetAsync(new Uri("/cases", UriKind.Relative), Cancel);
        await _server.StartAgainAsync(Cancel);
        using var again = await staff.Http.GetAsync(new Uri("/cases", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (program.StatusCode, page.StatusCode));
        Assert.All([program, page], answer => Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero));
        Assert.Equal("try-again", (string?)JsonNode.Parse(await program.Content.ReadAsStringAsync(Cancel))!["code"]);
        Assert.Contains("Nothing that was saved is lost", (await page.ReadPageAsync(Cancel)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("no-store, no-cache", page.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Helplines_AreShownWithoutTheDatabase()
    {
        using var http = _app.PublicClient();
        await http.GetPageAsync("/help", Cancel);
        await _server.StopAsync();

        using var answer = await http.GetAsync(new Uri("/help?country=GB", UriKind.Relative), Cancel);
        var page = await answer.ReadPageAsync(Cancel);
        await _server.StartAgainAsync(Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("999", page.QuerySelector("#emergency")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("We cannot show this list right now", page.QuerySelector("#platforms")!.TextContent, StringComparison.Ordinal);
    }
}

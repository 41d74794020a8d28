using System.Net;
using CaseManager.TestSupport;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Hosting;

public sealed class SitesTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private readonly WebApp app = WebApp.InMemory(fixture.Database);

    [Fact]
    public async Task Root_OnEachHost_IsThatHostsOwnPage()
    {
        var cancel = TestContext.Current.CancellationToken;

        using var publicPage = await app.PublicClient().GetPageAsync("/", cancel);
        using var staffPage = await app.StaffClient().GetPageAsync("/sign-in", cancel);

        Assert.Equal("report", publicPage.Body!.GetAttribute("data-page"));
        Assert.Equal("sign-in", staffPage.Body!.GetAttribute("data-page"));
    }

    [Theory]
    [InlineData("/built/staff.js")]
    [InlineData("/built/staff.css")]
    [InlineData("/built/staff.rtl.css")]
    [InlineData("/Staff")]
    [InlineData("/Staff/Index")]
    public async Task StaffAddress_OnThePublicHost_IsNotFound(string address)
    {
        using var response = await app.PublicClient().GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/icon.svg")]
    public async Task AnyAddress_OnAnUnknownHost_IsNotFound(string address)
    {
        using var client = app.Client(new Uri("http://elsewhere.example"));

        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/built/public.js")]
    [InlineData("/built/public.css")]
    [InlineData("/built/public.rtl.css")]
    [InlineData("/icon.svg")]
    public async Task PublicFile_OnThePublicHost_IsServed(string address)
    {
        using var response = await app.PublicClient().GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Health_OnAnyHost_TellsThatTheDatabaseAnswers()
    {
        using var client = app.Client(new Uri("http://10.0.0.1:8080"));

        var answer = await client.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("Healthy", answer);
    }

    [Fact]
    public void EveryEndpoint_ButHealth_BelongsToAHost()
    {
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText != "/health");

        Assert.All(endpoints, endpoint => Assert.True(
            endpoint.Metadata.GetMetadata<IHostMetadata>() is { Hosts.Count: > 0 },
            $"{endpoint.RoutePattern.RawText} answers on every host."));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

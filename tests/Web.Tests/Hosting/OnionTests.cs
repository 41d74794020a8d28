using System.Net;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Hosting;

/// <summary>The public pages as an onion service: told of on pages over TLS, and the same pages there.</summary>
public sealed class OnionTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private static readonly string name = $"{new string('a', 55)}d.onion";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://localhost:5080/?language=ko", "text/html", "/?language=ko")]
    [InlineData("https://localhost:5080/plain", "text/html", "/plain")]
    [InlineData("https://localhost:5080/", "*/*", null)]
    [InlineData("http://localhost:5080/", "text/html", null)]
    [InlineData("https://localhost:5081/sign-in", "text/html", null)]
    public async Task Header_StandsOnPublicPagesOverTlsAlone(string address, string accept, string? there)
    {
        await using var app = WithOnion();
        using var answer = await GetAsync(app, address, accept);

        Assert.Equal(there is null ? null : $"http://{name}{there}", answer.Headers.TryGetValues("Onion-Location", out var values) ? values.Single() : null);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/plain")]
    [InlineData("/api/intake")]
    [InlineData("/sign-in")]
    [InlineData("/queue")]
    public async Task OnionHost_AnswersAsThePublicHost(string path)
    {
        await using var app = WithOnion();
        using var there = await GetAsync(app, $"http://{name}{path}", "text/html");
        using var here = await GetAsync(app, $"http://localhost:5080{path}", "text/html");

        Assert.Equal(here.StatusCode, there.StatusCode);
        Assert.False(there.Headers.Contains("Onion-Location"));
    }

    [Fact]
    public async Task AnotherHost_IsNeither()
    {
        await using var app = WithOnion();
        using var answer = await GetAsync(app, "http://elsewhere.example/", "text/html");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> GetAsync(WebApp app, string address, string accept)
    {
        var http = app.PublicClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await http.SendAsync(request, Cancel);
    }

    private WebApp WithOnion()
    {
        var app = WebApp.InMemory(fixture.Database);
        app.Settings["CaseManager:OnionUrl"] = $"http://{name}";
        return app;
    }
}

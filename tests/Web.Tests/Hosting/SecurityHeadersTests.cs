using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Hosting;

public sealed class SecurityHeadersTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private readonly WebApp app = WebApp.InMemory(fixture.Database);

    [Theory]
    [InlineData("/")]
    [InlineData("/built/public.css")]
    [InlineData("/not-there")]
    public async Task EveryAnswer_IsClosedToOthers(string address)
    {
        using var response = await app.PublicClient().GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        var policy = Header(response, "Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("require-trusted-types-for 'script'; trusted-types 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", Header(response, "Referrer-Policy"));
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header(response, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/not-there")]
    public async Task Page_IsNeverStored(string address)
    {
        using var response = await app.PublicClient().GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("no-store", Header(response, "Cache-Control"));
    }

    [Fact]
    public async Task FingerprintedStyleSheet_MayBeKept()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var page = await app.PublicClient().GetPageAsync("/", cancel);
        var sheet = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;

        using var response = await app.PublicClient().GetAsync(new Uri(sheet, UriKind.Relative), cancel);

        Assert.True(response.IsSuccessStatusCode, $"{sheet} was not served.");
        Assert.DoesNotContain("no-store", Header(response, "Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DocumentFrame_HasNoOrigin_AndReachesItsOwnPartsOnly()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var staff = app.StaffClient();
        using var frame = await staff.GetAsync(new Uri("/document-frame", UriKind.Relative), cancel);
        using var part = await staff.GetAsync(new Uri("/built/pdf/frame.css", UriKind.Relative), cancel);
        using var own = await staff.GetAsync(new Uri("/built/staff.css", UriKind.Relative), cancel);
        using var elsewhere = await app.PublicClient().GetAsync(new Uri("/built/pdf/frame.css", UriKind.Relative), cancel);

        var parts = new Uri(app.StaffUrl, "/built/pdf/").ToString();
        Assert.Equal(
            $"sandbox allow-scripts; default-src 'none'; script-src {parts}; style-src {parts}; connect-src {parts}; form-action 'none'; "
            + "base-uri 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
            Header(frame, "Content-Security-Policy"));
        Assert.Equal(("*", "cross-origin"), (Header(part, "Access-Control-Allow-Origin"), Header(part, "Cross-Origin-Resource-Policy")));
        Assert.Equal(("(missing)", "same-origin"), (Header(own, "Access-Control-Allow-Origin"), Header(own, "Cross-Origin-Resource-Policy")));
        Assert.Equal(404, (int)elsewhere.StatusCode);
    }

    [Theory]
    [InlineData("/cases/0", true)]
    [InlineData("/", false)]
    [InlineData("/keys", false)]
    public async Task Frames_StandOnlyOnThePageOfACase(string address, bool allowed)
    {
        using var answer = await app.StaffClient().GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(allowed, Header(answer, "Content-Security-Policy").Contains("frame-src 'self'", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "(missing)";
}

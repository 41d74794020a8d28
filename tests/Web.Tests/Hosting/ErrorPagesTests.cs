using System.Net;
using CaseManager.Core.Access;
using CaseManager.TestSupport;
using Npgsql;

namespace CaseManager.Web.Tests.Hosting;

public sealed class ErrorPagesTests(PostgresServer server) : IAsyncLifetime
{
    private TestDatabase database = null!;
    private WebApp app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await server.CreateDatabaseAsync(Cancel);
        app = WebApp.InMemory(database);
    }

    [Theory]
    [InlineData("public", "There is no page here")]
    [InlineData("staff", "There is nothing here for you")]
    public async Task Person_AddressThatIsNotThere_ReadsWhyInTheFrameOfTheHost(string site, string heading)
    {
        using var browser = site == "public" ? app.PublicClient() : app.StaffClient();

        using var answer = await AskAsync(browser, "/not-there");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(heading, (await answer.ReadPageAsync(Cancel)).QuerySelector("h1")!.TextContent);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("POST")]
    public async Task Person_AddressThatIsNotThere_WhateverTheMethodAndTheForm_ReadsWhy(string method)
    {
        using var browser = app.PublicClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/not-there", UriKind.Relative));
        request.Headers.Accept.ParseAdd("text/html");
        request.Content = new FormUrlEncodedContent(Enumerable.Range(0, 1_100).Select(field => KeyValuePair.Create($"field{field}", "more than are read")));

        using var answer = await browser.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("There is no page here", (await answer.ReadPageAsync(Cancel)).QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData("GET", HttpStatusCode.OK)]
    [InlineData("HEAD", HttpStatusCode.OK)]
    [InlineData("OPTIONS", HttpStatusCode.MethodNotAllowed)]
    public async Task Page_AskedForWhatItHasNoHandlerFor_IsNotShown(string method, HttpStatusCode expected)
    {
        using var browser = app.StaffClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/sign-in", UriKind.Relative));

        using var answer = await browser.SendAsync(request, Cancel);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Program_AddressThatIsNotThere_GetsNoPage()
    {
        using var browser = app.PublicClient();

        using var answer = await AskAsync(browser, "/not-there", "application/json");

        Assert.Equal("", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task ErrorPage_ByItsOwnAddress_IsNotFound()
    {
        using var browser = app.PublicClient();

        using var answer = await AskAsync(browser, "/error/500");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Person_RequestFails_GetsAPageWithAReferenceAndNoDetail()
    {
        using var her = app.PublicClient();
        using var staff = await StaffClient.CreateAsync(app, Cancel, RoleName.Supervisor);
        await BreakAsync();

        await AssertFailedAsync(await AskAsync(her, "/plain"), "Something went wrong on our side");
        await AssertFailedAsync(await AskAsync(staff.Http, "/people"), "Something went wrong on the server");
        await AssertFailedAsync(
            await SignInAsync(app.StaffClient()), "Something went wrong on the server");
    }

    [Fact]
    public async Task Script_RequestFails_GetsAProblemWithoutDetail()
    {
        using var staff = await StaffClient.CreateAsync(app, Cancel, RoleName.Supervisor);
        await BreakAsync();

        using var answer = await AskAsync(staff.Http, "/api/staff/me");

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("Npgsql", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>The database answers, but not as the program expects: nobody would be helped by asking again.</summary>
    private async Task BreakAsync()
    {
        await using var owner = new NpgsqlConnection(database.Owner);
        await owner.OpenAsync(Cancel);
        await using var drop = new NpgsqlCommand("drop schema access, sealing cascade", owner);
        await drop.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task AssertFailedAsync(HttpResponseMessage answer, string heading)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        var page = await answer.ReadPageAsync(Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(heading, page.QuerySelector("h1")!.TextContent);
        Assert.Contains("with this reference", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Npgsql", text, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        answer.Dispose();
    }

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient browser)
    {
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return await browser.SubmitAsync("/sign-in", new Dictionary<string, string> { ["Name"] = "somebody", ["Password"] = StaffClient.Password }, Cancel);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient browser, string address, string accept = "text/html")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.Accept.ParseAdd(accept);
        return await browser.SendAsync(request, Cancel);
    }
}

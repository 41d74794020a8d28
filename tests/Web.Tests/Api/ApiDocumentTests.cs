using System.Net;
using System.Text.Json.Nodes;
using CaseManager.Core.Access;
using CaseManager.TestSupport;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Npgsql;

namespace CaseManager.Web.Tests.Api;

/// <summary>What somebody reads who writes a second client.</summary>
public sealed class ApiDocumentTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("public")]
    [InlineData("staff")]
    public async Task Document_IsValidOpenApiAndNamesEveryEndpointWithItsAnswers(string name)
    {
        var text = await ReadAsync(name);

        var read = OpenApiDocument.Parse(text, OpenApiConstants.Json);
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.StartsWith("3.", (string)JsonNode.Parse(text)!["openapi"]!, StringComparison.Ordinal);
        var described = read.Document!.Paths
            .SelectMany(path => path.Value.Operations!.Select(operation => (Address: $"{operation.Key.Method} {path.Key}", Operation: operation.Value)))
            .ToDictionary(one => one.Address, one => one.Operation);
        Assert.Equal(Mapped(name).Order(), described.Keys.Order());
        Assert.All(described, one =>
        {
            var answers = one.Value.Responses!.Keys;
            Assert.True(answers.Any(status => status.StartsWith('2')), $"{one.Key} says no success");
            Assert.True(answers.Contains("503"), $"{one.Key} does not say that it may be away");
            Assert.True(one.Value.RequestBody is null || answers.Contains("400"), $"{one.Key} refuses no body");
            Assert.All(
                one.Value.Responses.Where(answer => answer.Key is "200" or "201"),
                answer => Assert.True(answer.Value.Content?.Keys.Any(type => type is "application/json" or "application/octet-stream"), $"{one.Key} does not say what it answers"));
        });
    }

    [Theory]
    [InlineData("public")]
    [InlineData("staff")]
    public async Task Document_TellsNothingOfThisInstallation(string name)
    {
        var text = await ReadAsync(name);

        var database = new NpgsqlConnectionStringBuilder(fixture.Database.App);
        string[] secrets = [database.Password!, database.Host!, fixture.App.KeyFolder, "localhost", Environment.MachineName, "\"servers\""];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Document_WritesBytesIdsAndCodesAsTheyAreSent()
    {
        var schemas = JsonNode.Parse(await ReadAsync("public"))!["components"]!["schemas"]!;

        var stored = schemas["StoredObjectJson"]!["properties"]!;
        Assert.Equal("^[0-9a-f]{32}$", (string?)stored["objectId"]!["pattern"]);
        Assert.Equal("^[A-Za-z0-9_-]*$", (string?)stored["file"]!["pattern"]);
        Assert.Equal("integer", (string?)stored["sequence"]!["type"]);
        Assert.Contains("server-assisted", schemas["IntakeMode"]!["enum"]!.AsArray().Select(code => (string)code!));
        Assert.All(["ReportsApi.CaseJson", "SurvivorCaseApi.CaseJson"], name => Assert.NotNull(schemas[name]));
        Assert.NotNull(schemas["ProblemDetails"]!["properties"]!["code"]);
        Assert.Equal(["C", "N"], schemas["KeyPairName"]!["enum"]!.AsArray().Select(code => (string)code!));
    }

    [Fact]
    public async Task StaffDocument_NotSignedIn_IsNotShown()
    {
        using var stranger = fixture.App.StaffClient();
        using var survivor = fixture.App.PublicClient();

        using var unsigned = await stranger.GetAsync(new Uri("/api/staff.json", UriKind.Relative), Cancel);
        using var elsewhere = await survivor.GetAsync(new Uri("/api/staff.json", UriKind.Relative), Cancel);
        using var crossed = await stranger.GetAsync(new Uri("/api/public.json", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (elsewhere.StatusCode, crossed.StatusCode));
    }

    [Theory]
    [InlineData("public")]
    [InlineData("staff")]
    public async Task Command_WritesTheDocumentThatIsServed(string name)
    {
        var written = await Executable.RunAsync(["openapi", name], cancel: Cancel);

        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(await ReadAsync(name)), JsonNode.Parse(written.Text)));
    }

    [Fact]
    public async Task Command_UnknownDocument_NamesTheKnownOnes()
    {
        var refused = await Executable.RunAsync(["openapi", "private"], cancel: Cancel);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("Known: public, staff", refused.Error, StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync(string name)
    {
        if (name == "public")
        {
            using var survivor = fixture.App.PublicClient();
            return await survivor.GetStringAsync(new Uri("/api/public.json", UriKind.Relative), Cancel);
        }

        using var staff = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Advocate);
        return await staff.Http.GetStringAsync(new Uri("/api/staff.json", UriKind.Relative), Cancel);
    }

    /// <summary>What is really mapped below <c>/api</c> on a host, the documents themselves apart.</summary>
    private IEnumerable<string> Mapped(string name) =>
        from endpoint in fixture.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where pattern.StartsWith("/api/", StringComparison.Ordinal) && !pattern.Contains("documentName", StringComparison.Ordinal)
        where pattern.StartsWith("/api/staff", StringComparison.Ordinal) == (name == "staff")
        from method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
        select $"{method} {pattern.TrimEnd('/')}";
}

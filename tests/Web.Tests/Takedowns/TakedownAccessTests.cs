using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Takedowns;

public sealed class TakedownAccessTests : IClassFixture<AppFixture>
{
    private readonly AppFixture fixture;

    public TakedownAccessTests(AppFixture fixture)
    {
        this.fixture = fixture;
        new KeyFolder(fixture.App.KeyFolder).Create();
    }

    private static readonly string Id = HexId.Write(Guid.Empty);

    private static readonly (HttpMethod Method, string Path)[] Endpoints =
    [
        (HttpMethod.Post, $"cases/{Id}/releases/preview"),
        (HttpMethod.Post, $"cases/{Id}/releases"),
        (HttpMethod.Get, $"cases/{Id}/takedowns"),
        (HttpMethod.Post, $"notices/{Id}/approve"),
        (HttpMethod.Post, $"notices/{Id}/submitted"),
        (HttpMethod.Post, $"notices/{Id}/cancel"),
        (HttpMethod.Post, $"notices/{Id}/resolve"),
        (HttpMethod.Post, $"requests/{Id}/answer"),
        (HttpMethod.Post, $"requests/{Id}/gone"),
        (HttpMethod.Post, $"requests/{Id}/close"),
        (HttpMethod.Get, $"cases/{Id}/steps"),
        (HttpMethod.Post, $"requests/{Id}/steps"),
        (HttpMethod.Post, $"steps/{Id}/skip"),
        (HttpMethod.Post, $"steps/{Id}/take"),
        (HttpMethod.Get, $"steps/{Id}/draft?body=us-ftc"),
        (HttpMethod.Get, $"cases/{Id}/proof-packs"),
        (HttpMethod.Post, $"cases/{Id}/proof-packs"),
        (HttpMethod.Get, "takedowns/unsent"),
        (HttpMethod.Get, "contacts"),
        (HttpMethod.Post, "contacts"),
        (HttpMethod.Post, $"contacts/{Id}/confirm"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> MayNot => RolesThatMayNot.Open(RoleName.Caseworker, RoleName.Supervisor);

    public static TheoryData<string> MayNotSeeJobs => RolesThatMayNot.Open(RoleName.Administrator);

    [Theory]
    [MemberData(nameof(MayNot))]
    public async Task Api_RoleThatMayNot_IsForbiddenEverywhere(string role)
    {
        using var staff = await StaffClient.CreateAsync(fixture.App, Cancel, role);
        foreach (var (method, path) in Endpoints)
        {
            using var answer = await staff.SendAsync(method, $"/api/staff/{path}", method == HttpMethod.Post ? new { } : null, Cancel);
            Assert.Equal((path, 403), (path, (int)answer.StatusCode));
        }
    }

    [Fact]
    public async Task Api_NobodySignedIn_IsUnauthorized()
    {
        using var http = fixture.App.StaffClient();
        foreach (var (method, path) in Endpoints)
        {
            using var request = new HttpRequestMessage(method, new Uri($"/api/staff/{path}", UriKind.Relative));
            using var answer = await http.SendAsync(request, Cancel);
            Assert.Equal((path, 401), (path, (int)answer.StatusCode));
        }
    }

    [Fact]
    public async Task Api_OnThePublicHost_IsNotThere()
    {
        using var http = fixture.App.PublicClient();
        foreach (var (method, path) in Endpoints)
        {
            using var request = new HttpRequestMessage(method, new Uri($"/api/staff/{path}", UriKind.Relative));
            using var answer = await http.SendAsync(request, Cancel);
            Assert.Equal((path, 404), (path, (int)answer.StatusCode));
        }
    }

    [Fact]
    public async Task Api_WithoutTheTokenOfOurPage_ChangesNothing()
    {
        using var staff = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Caseworker);
        foreach (var (_, path) in Endpoints.Where(endpoint => endpoint.Method == HttpMethod.Post))
        {
            using var answer = await staff.Http.PostAsync(new Uri($"/api/staff/{path}", UriKind.Relative), null, Cancel);
            Assert.Equal((path, 400), (path, (int)answer.StatusCode));
        }
    }

    [Fact]
    public async Task Jobs_Administrator_SeesTheDashboardUnderItsOwnPolicy()
    {
        using var staff = await StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Administrator);

        using var answer = await staff.Http.GetAsync(new Uri("/jobs", UriKind.Relative), Cancel);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.StartsWith("default-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(MayNotSeeJobs))]
    public async Task Jobs_RoleThatMayNot_IsForbidden(string role)
    {
        using var staff = await StaffClient.CreateAsync(fixture.App, Cancel, role);

        using var answer = await staff.Http.GetAsync(new Uri("/jobs", UriKind.Relative), Cancel);

        Assert.Equal(403, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Jobs_NobodySignedInOrPublicHost_IsNotShown()
    {
        using var staff = fixture.App.StaffClient();
        using var open = fixture.App.PublicClient();

        using var signIn = await staff.GetAsync(new Uri("/jobs", UriKind.Relative), Cancel);
        using var missing = await open.GetAsync(new Uri("/jobs", UriKind.Relative), Cancel);

        Assert.Equal(302, (int)signIn.StatusCode);
        Assert.Equal(404, (int)missing.StatusCode);
    }
}

using System.Net;
using CaseManager.Core.Access;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Keys;

public sealed class UnlockHalfTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Address = "/api/staff/unlock-half";

    private static readonly object Half = new { half = new string('A', 43) };

    private readonly WebApp app = fixture.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_UsedEveryFewMinutes_IsKept()
    {
        using var member = await WithHalfAsync();

        for (var minutes = 0; minutes < 60; minutes += 14)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(14));
            Assert.Equal(HttpStatusCode.OK, await GetAsync(member.Http));
        }
    }

    [Fact]
    public async Task Get_IdleForFifteenMinutes_IsForgottenForGood()
    {
        using var member = await WithHalfAsync();

        app.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(member.Http));
    }

    [Fact]
    public async Task Get_InAnotherSessionOfTheSamePerson_IsNotThere()
    {
        using var member = await WithHalfAsync();
        using var other = await member.SignInAgainAsync(Cancel);

        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(other));
    }

    [Fact]
    public async Task Delete_ByLocking_IsForgotten()
    {
        using var member = await WithHalfAsync();

        using var locked = await member.SendAsync(HttpMethod.Delete, Address, null, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(member.Http));
    }

    [Fact]
    public async Task Put_WithoutThePagesToken_IsRefused()
    {
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);

        using var answer = await member.Http.PutAsync(new Uri(Address, UriKind.Relative), System.Net.Http.Json.JsonContent.Create(Half), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<StaffClient> WithHalfAsync()
    {
        var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);
        using var kept = await member.SendAsync(HttpMethod.Put, Address, Half, Cancel);
        kept.EnsureSuccessStatusCode();
        return member;
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri(Address, UriKind.Relative), Cancel);
        return answer.StatusCode;
    }
}

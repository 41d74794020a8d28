using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Hosting;

public sealed class PracticeNoticeTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Pages_InPracticeOnly_SayThatNothingLeaves(string practice, bool said)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var app = WebApp.InMemory(fixture.Database);
        app.Settings["CaseManager:Practice"] = practice;

        foreach (var (client, address) in new[] { (app.PublicClient(), "/"), (app.StaffClient(), "/sign-in") })
        {
            using var page = await client.GetPageAsync(address, cancel);
            Assert.Equal(said, page.Body!.TextContent.Contains("Practice: nothing leaves this machine", StringComparison.Ordinal));
        }
    }
}

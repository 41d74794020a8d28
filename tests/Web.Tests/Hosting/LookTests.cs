using CaseManager.TestSupport;
using CaseManager.Web.Hosting;
using CaseManager.Web.Settings;

namespace CaseManager.Web.Tests.Hosting;

/// <summary>An organisation's own colour and mark.</summary>
public sealed class LookTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    // As _look.scss has them.
    private static readonly string[] darkGrounds = ["#12191b", "#1d2729"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OwnColourAndMark_StandOnBothHosts()
    {
        var mark = Path.Combine(TestFolders.New(), "mark.svg");
        await File.WriteAllTextAsync(mark, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", Cancel);
        await using var app = WebApp.InMemory(fixture.Database);
        app.Settings["CaseManager:Look:Colour"] = "#5b1f4d";
        app.Settings["CaseManager:Look:Mark"] = mark;

        foreach (var http in new[] { app.PublicClient(), app.StaffClient() })
        {
            using (http)
            {
                var page = await http.GetPageAsync(http.BaseAddress == app.PublicClient().BaseAddress ? "/" : "/sign-in", Cancel);
                Assert.Equal("/look.css", page.QuerySelectorAll("link[rel=stylesheet]")[^1].GetAttribute("href"));
                Assert.Equal("/mark", page.QuerySelector("link[rel=icon]")!.GetAttribute("href"));
                Assert.Equal("", page.QuerySelector(".cm-header__mark")!.GetAttribute("alt"));
                using var styles = await http.GetAsync(new Uri("/look.css", UriKind.Relative), Cancel);
                Assert.Equal("text/css", styles.Content.Headers.ContentType!.MediaType);
                Assert.Contains("--cm-bar:#5b1f4d;", await styles.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
                using var picture = await http.GetAsync(new Uri("/mark", UriKind.Relative), Cancel);
                Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
            }
        }
    }

    [Fact]
    public async Task WithoutSettings_NothingOfItIsThere()
    {
        await using var app = WebApp.InMemory(fixture.Database);
        using var http = app.PublicClient();

        var page = await http.GetPageAsync("/", Cancel);
        using var styles = await http.GetAsync(new Uri("/look.css", UriKind.Relative), Cancel);

        Assert.Single(page.QuerySelectorAll("link[rel=stylesheet]"));
        Assert.Null(page.QuerySelector(".cm-header__mark"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, styles.StatusCode);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("#1f5b66", null)]
    [InlineData("#6e6e6e", null)]
    [InlineData("#767676", "too light")]
    [InlineData("#ffffff", "too light")]
    [InlineData("teal", "must be a colour")]
    [InlineData("#1f5b6", "must be a colour")]
    [InlineData("#1f5b66;}", "must be a colour")]
    [InlineData("+1f5b66", "must be a colour")]
    public void Colour_ThatCarriesNoWhiteLetters_IsRefused(string colour, string? said) => Expect(new LookOptions { Colour = colour }, said);

    [Theory]
    [InlineData("mark.svg")]
    [InlineData("/there/is/none.svg")]
    [InlineData("/etc/hostname")]
    public void Mark_ThatIsNoPicture_IsRefused(string path) => Expect(new LookOptions { Mark = path }, "must be the full path of an SVG or PNG file");

    [Theory]
    [InlineData("#000000")]
    [InlineData("#1f5b66")]
    [InlineData("#6e6e6e")]
    [InlineData("#8b0000")]
    [InlineData("#0000ff")]
    public void Styles_OfAColourThatIsTaken_AreReadableInEveryPairThatPagesUse(string text)
    {
        Expect(new LookOptions { Colour = text }, null);
        Assert.True(Colour.TryRead(text, out var colour));
        var styles = Look.Styles(colour).Split("@media");

        Assert.True(Contrast(Of(styles[0], "deep"), Of(styles[0], "mist")) >= 4.5);
        Assert.True(Contrast(Of(styles[0], "bar"), "#ffffff") >= 4.5);
        Assert.True(Contrast(Of(styles[1], "bar"), "#ffffff") >= 4.5);
        Assert.All(darkGrounds, ground => Assert.True(Contrast(Of(styles[1], "deep"), ground) >= 4.5));
        Assert.All(darkGrounds, ground => Assert.Contains(ground, File.ReadAllText(RepositoryFolder.File("src/CaseManager.Browser/styles/_look.scss")), StringComparison.Ordinal));
    }

    private static string Of(string styles, string name) => styles.Split($"--cm-{name}:")[1][..7];

    private static double Contrast(string one, string other) => Colour.TryRead(one, out var first) && Colour.TryRead(other, out var second) ? first.Contrast(second) : 0;

    private static void Expect(LookOptions options, string? said)
    {
        var result = new LookOptionsCheck().Validate(null, options);

        Assert.Equal(said is null, result.Succeeded);
        Assert.True(said is null || Assert.Single(result.Failures!).Contains(said, StringComparison.Ordinal));
    }
}

using System.Globalization;
using CaseManager.TestSupport;
using CaseManager.Web.Texts;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Tests.Texts;

/// <summary>An organisation's own texts take the place of the program's; what does not fit is said at start.</summary>
public sealed class OwnTextsTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private readonly string folder = TestFolders.New();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OwnText_StandsInItsLanguage_AndTheOthersStayAsTheyAre()
    {
        Write("ko", """{ "PublicText": { "SiteName": "우리 이름" } }""");
        await using var app = WebApp.InMemory(fixture.Database);
        app.Settings["CaseManager:OwnTexts"] = folder;
        using var http = app.PublicClient();

        var korean = await http.GetPageAsync("/?language=ko", Cancel);
        var english = await http.GetPageAsync("/?language=en", Cancel);

        Assert.Equal("우리 이름", korean.QuerySelector(".cm-header__name")!.TextContent);
        Assert.Equal("Help and support", english.QuerySelector(".cm-header__name")!.TextContent);
    }

    [Theory]
    [InlineData("xx", """{ "PublicText": { "SiteName": "x" } }""", "is named after no language")]
    [InlineData("en", """{ "PublicText": { "Site": "x" } }""", "PublicText, Site is no text of this program")]
    [InlineData("en", """{ "Publictext": { "SiteName": "x" } }""", "no texts called Publictext")]
    [InlineData("en", """{ "PublicText": { "SiteName": " " } }""", "SiteName is empty")]
    [InlineData("en", """{ "PublicText": { "SiteName": null } }""", "SiteName is empty")]
    [InlineData("en", """{ "PublicText": { "script.links-understood": "links" } }""", "must have the places {0} and no others")]
    [InlineData("en", """{ "PublicText": { "SiteName": "x {0}" } }""", "must have the places")]
    [InlineData("en", """{ "PublicText": { "script.links-understood": "{0} links {" } }""", "has a curly bracket")]
    [InlineData("en", """{ "PublicText": { "script.links-understood": "{0} {links}" } }""", "has a curly bracket")]
    [InlineData("en", """{ "PublicText": """, "cannot be read")]
    [InlineData("en", """{ "PublicText": "x" }""", "cannot be read")]
    public void OwnText_ThatDoesNotFit_IsSaid(string language, string content, string said)
    {
        Write(language, content);

        Assert.Contains(said, Assert.Single(OwnTexts.Read(folder, Factory()).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Resource_OfNothing_HasNoTexts()
    {
        Write("en", """{ "PublicText": null }""");

        Assert.Empty(OwnTexts.Read(folder, Factory()).Findings);
    }

    [Fact]
    public void Folder_ByARelativePath_IsSaid() => Assert.Contains("not its full path", Assert.Single(OwnTexts.Read(".", Factory()).Findings), StringComparison.Ordinal);

    [Fact]
    public void Folder_ThatIsNotThere_IsSaid() => Assert.Contains("is no folder", Assert.Single(OwnTexts.Read("/there/is/none", Factory()).Findings), StringComparison.Ordinal);

    [Fact]
    public void NoFolder_IsNoFinding()
    {
        var texts = OwnTexts.Read("", Factory());

        Assert.Empty(texts.Findings);
        Assert.Null(texts.Find(CultureInfo.GetCultureInfo("ko"), "PublicText", "SiteName"));
    }

    private static ResourceManagerStringLocalizerFactory Factory() =>
        new(Options.Create(new LocalizationOptions { ResourcesPath = "Resources" }), NullLoggerFactory.Instance);

    private void Write(string language, string content) => File.WriteAllText(Path.Combine(folder, $"{language}.json"), content);
}

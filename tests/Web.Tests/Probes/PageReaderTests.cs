using System.Net;
using System.Text;
using System.Text.Json;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.TestSupport;
using CaseManager.Web.Probes;
using CsCheck;

namespace CaseManager.Web.Tests.Probes;

public sealed class PageReaderTests
{
    private static readonly SavedVector[] vectors = JsonSerializer.Deserialize<SavedVector[]>(
        File.ReadAllText(RepositoryFolder.File("tests/vectors/pages.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string> Files => [.. vectors.Select(vector => vector.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_SavedPage_HasItsVerdict(string file)
    {
        var vector = vectors.Single(row => row.File == file);

        var read = Read(vector.Key, Body(file), vector.Status);

        Assert.Equal((vector.Verdict, vector.Rule), (read.Verdict.ToString(), read.Rule));
    }

    [Fact]
    public void SavedPages_SevenAreErrors_AndEveryFileIsListed()
    {
        var files = Directory.GetFiles(RepositoryFolder.File("tests/vectors/pages")).Select(path => Path.GetFileName(path)!);

        Assert.Equal(7, vectors.Count(vector => vector.Rule is ProbeRules.PostMissing or ProbeRules.NameMissing));
        Assert.Equal(files.Order(), vectors.Select(vector => vector.File).Order());
    }

    [Fact]
    public void Read_WhateverPeopleWrite_IsLiveWhileTheMessageIsThere()
    {
        string[] poison =
        [
            "Post not found", "Channel with username @examplechannel not found", "Telegram: Contact @examplechannel", "<div class=\"tgme_widget_message_error\">", "</div></div>", "<!--",
            "]]>", "<script>", "\0", "\u202e", "'\"><div class='err_message'>", "message_media_not_supported", "Please open Telegram to view this post", "&lt;", "data-post=\"otherchannel/1\"",
        ];
        Gen.Int[0, poison.Length - 1].Select(at => poison[at]).Array[1, 8].Sample(words =>
        {
            var written = WebUtility.HtmlEncode(string.Join(' ', words));
            var page = $"<div class=\"tgme_widget_message\" data-post=\"examplechannel/42\"><a title=\"{written}\" href=\"{written}\">{written}</a><div class=\"tgme_widget_message_text\">{written}</div></div>";

            Assert.Equal(new PageVerdict(Verdict.Live, ProbeRules.Post), Read("tg:post:@examplechannel:42", Encoding.UTF8.GetBytes(page), 200));
        });
    }

    [Theory]
    [InlineData("tg:post:#1234567890:123", "kind:post")]
    [InlineData("tg:peer:#1234567890", "kind:peer")]
    [InlineData("tg:comment:@examplechannel:42:7", "kind:comment")]
    [InlineData("tg:story:@examplechannel:7", "kind:story")]
    [InlineData("tg:invite:AbCdEfGhIjKlMnOp", "kind:invite")]
    [InlineData("tg:folder:AbCdEfGh", "kind:folder")]
    [InlineData("tg:stickers:Example", "kind:stickers")]
    [InlineData("tg:user:7", "kind:user")]
    [InlineData("web:198.51.100.7/a", ProbeRules.IpAddress)]
    [InlineData("web:[2001:db8::1]/a", ProbeRules.IpAddress)]
    [InlineData("web:site.example:8080/a", ProbeRules.Port)]
    public void Read_KeyNoProgramCanSee_IsNotCheckableWhateverThePageSays(string key, string rule)
    {
        var read = PageReader.Default.ReadSaved(KeyOf(key), Body("error-post.html"));

        Assert.Equal(PageVerdict.NotCheckable(rule), read);
    }

    [Theory]
    [InlineData(404, "web:site.example/video/1", "https://site.example/video/1", "Missing not-found")]
    [InlineData(410, "web:site.example/?v=1", "https://site.example/?v=1", "Missing not-found")]
    [InlineData(404, "web:site.example/video/1", "https://www.site.example/video/1/", "Missing not-found")]
    [InlineData(404, "tg:page:Title-01-02", "https://telegra.ph/Title-01-02", "Missing not-found")]
    [InlineData(404, "web:site.example/", "https://site.example/", "Unreadable front-page")]
    [InlineData(404, "web:site.example/video/1", "https://other.example/video/1", "Unreadable redirected")]
    [InlineData(404, "web:site.example/video/1", "https://sub.site.example/video/1", "Unreadable redirected")]
    [InlineData(200, "web:site.example/video/1", "https://site.example/Login/?next=1", "Unreadable sign-in")]
    [InlineData(404, "web:site.example/video/1", "https://site.example/accounts/login", "Unreadable sign-in")]
    [InlineData(200, "web:site.example/video/1", "https://site.example/video/1", "Unreadable answers")]
    [InlineData(403, "web:site.example/video/1", "https://site.example/video/1", "Unreadable told-to-stop")]
    [InlineData(429, "web:site.example/video/1", "https://site.example/video/1", "Unreadable told-to-stop")]
    [InlineData(503, "web:site.example/video/1", "https://site.example/video/1", "Unreadable told-to-stop")]
    [InlineData(500, "web:site.example/video/1", "https://site.example/video/1", "Unreadable status")]
    [InlineData(451, "web:site.example/video/1", "https://site.example/video/1", "Unreadable status")]
    public void Read_PageOfAnotherSite_GoesByStatusAndPlace(int status, string key, string address, string expected)
    {
        var canonical = KeyOf(key);
        var page = new SavedPage(status, new Uri(address), "<h1>Not found</h1>"u8.ToArray()) { Moved = address != canonical.Url };

        var read = PageReader.Default.Read(canonical, page);

        Assert.Equal(expected, $"{read.Verdict} {read.Rule}");
    }

    [Theory]
    [InlineData("web:www.tube.example/v/1", "<p id=\"video-removed\">x</p>", "Missing removal-page:tube")]
    [InlineData("web:tube.example/v/1", "<p>id=\"video-removed\"</p>", "Unreadable answers")]
    [InlineData("web:tube.example/v/1", "<p title='id=\"video-removed\"'>&lt;p id=\"video-removed\"&gt;</p>", "Unreadable answers")]
    [InlineData("web:site.example/v/1", "<p id=\"video-removed\">x</p>", "Unreadable answers")]
    public void Read_DeclaredRemovalPage_IsMissingOnItsHostAlone(string key, string body, string expected)
    {
        var reader = new PageReader(new RemovalPages([new RemovalPage("tube", ["tube.example"], "#video-removed", "a test")]));

        var read = reader.ReadSaved(KeyOf(key), Encoding.UTF8.GetBytes(body));

        Assert.Equal(expected, $"{read.Verdict} {read.Rule}");
    }

    [Fact]
    public void Read_MoreThanTheLimit_IsUnreadable() =>
        Assert.Equal(PageVerdict.Unreadable(ProbeRules.TooLarge), Read("tg:post:@examplechannel:42", [.. Body("error-post.html"), .. new byte[PageReader.MaximumBody]], 200));

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b><i>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<a href=x class='tgme_widget_message_error_'>")]
    public void Read_AsDeepAsAPageCanBe_IsNotParsed(string layer)
    {
        var body = string.Concat(Enumerable.Repeat(layer, PageReader.MaximumBody / layer.Length));

        Assert.Equal(PageVerdict.Unreadable(ProbeRules.TooLarge), Read("tg:post:@examplechannel:42", Encoding.UTF8.GetBytes(body), 200));
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b><i>")]
    public void Read_AsDeepAsAParsedPageCanBe_EndsUnreadable(string layer)
    {
        var body = string.Concat(Enumerable.Repeat(layer, 4900 / layer.Count(letter => letter == '<')));

        Assert.Equal(PageVerdict.Unreadable(ProbeRules.NoMarker), Read("tg:post:@examplechannel:42", Encoding.UTF8.GetBytes(body), 200));
    }

    private static PageVerdict Read(string key, byte[] body, int status)
    {
        var canonical = KeyOf(key);
        return PageReader.Default.Read(canonical, new SavedPage(status, new Uri(canonical.Url), body));
    }

    private static CanonicalKey KeyOf(string key) => CanonicalKey.Read(key) ?? throw new ArgumentException("No canonical key.", nameof(key));

    private static byte[] Body(string file) => File.ReadAllBytes(RepositoryFolder.File($"tests/vectors/pages/{file}"));

    private sealed record SavedVector(string File, string Key, string Verdict, string Rule, int Status = 200);
}

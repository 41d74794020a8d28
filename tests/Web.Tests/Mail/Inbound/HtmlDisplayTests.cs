namespace CaseManager.Web.Tests.Mail.Inbound;

/// <summary>Takedown facts 2.1.d: nothing of an HTML mail is loaded, clicked, posted or run.</summary>
public sealed class HtmlDisplayTests
{
    [Theory]
    [InlineData("<img src=https://t.example/x.gif><img src=cid:1>text", "text")]
    [InlineData("<script>alert(1)</script><style>p{background:url(x)}</style>text", "text")]
    [InlineData("<p style=\"background:url(https://t.example)\" onclick=x()>text</p>", "<p>text</p>")]
    [InlineData("<form action=/x><input name=a><button>go</button></form>", "go")]
    [InlineData("<a href=\"https://good.example@evil.example/x\">good.example</a>", "good.example [evil.example]")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "x")]
    [InlineData("<p dir=rtl lang=ar class=x>مرحبا</p>", "<p dir=\"rtl\" lang=\"ar\">مرحبا</p>")]
    [InlineData("<svg><script>x</script></svg><math><mi>y</mi></math><iframe srcdoc=x></iframe>text", "text")]
    [InlineData("&lt;script&gt;", "&lt;script&gt;")]
    public void Html_KeepsWordsAndNothingElse(string html, string expected) =>
        Assert.Equal(expected, Mails.Read($"Content-Type: text/html; charset=utf-8\n\n{html}").Html!.Trim());

    [Fact]
    public void Html_DeepOrWide_IsShownWithoutATreeOfItsSize()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 40_000)) + "x";
        var wide = string.Concat(Enumerable.Range(0, 3_000).Select(number => $"<b a={number}>")) + string.Concat(Enumerable.Repeat("<p>x", 20_000));

        Assert.True(Mails.Read($"Content-Type: text/html\n\n{deep}").Html!.Length < 2_000);
        Assert.True(Mails.Read($"Content-Type: text/html\n\n{wide}").Html!.Length < 400_000);
    }
}

using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CaseManager.Local.Data;
using CaseManager.Local.Mail;
using CaseManager.Local.Practice;
using CaseManager.TestSupport.Practice;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Local.Tests.Practice;

public sealed class PracticePageTests : IAsyncLifetime
{
    private const string TotpKey = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private readonly TemporaryFolder folder = new();
    private readonly Ports ports = FreePorts.Find();
    private readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeSeconds(59));
    private readonly HttpClient client = new();
    private DataFolder data = null!;
    private WebApplication page = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        data = DataFolder.Open(Path.Combine(folder.Path, "data"));
        client.BaseAddress = new Uri(ports.PracticeUrl);
        page = await PracticePage.StartAsync(data, ports, new PracticeState(), clock, Cancel);
    }

    [Fact]
    public async Task Get_BeforeAnythingIsMade_SaysThatItIsBeingMade()
    {
        var document = await GetAsync("/");

        Assert.NotNull(document.QuerySelector("[data-waiting]"));
        Assert.Equal("Practice: nothing leaves this machine", document.QuerySelector(".notice")!.TextContent);
    }

    [Fact]
    public async Task Get_Accounts_ShowTheCurrentCodeWithAndWithoutScript()
    {
        await MakeAccountAsync();

        var document = await GetAsync("/");

        Assert.Equal("287082", document.QuerySelector("[data-code]")!.TextContent);
        Assert.Equal("1", document.QuerySelector("noscript meta[http-equiv=refresh]")!.GetAttribute("content"));
        Assert.Equal("""{"codes":["287082"],"secondsLeft":1}""", await client.GetStringAsync(new Uri("/codes", UriKind.Relative), Cancel));
    }

    [Fact]
    public async Task Get_UnderAnotherName_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative)) { Headers = { Host = "elsewhere.example" } };

        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Get_CapturedMail_IsListedAndShownWhole()
    {
        var message = "Subject: =?utf-8?q?F=C3=BCr_Sie?=\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<b>stra=C3=9Fe</b>\r\n"u8.ToArray();
        var name = await new CapturedMailFolder(data.Mail, clock).AddAsync(
            now => new Envelope("bounce@practice.example", null, null, [new EnvelopeRecipient("dsa@platform.example", null, null)], now), message, Cancel);

        var list = await GetAsync("/");
        var mail = await GetAsync($"/mail/{name}");

        Assert.Equal("Für Sie", list.QuerySelector("td a")!.TextContent);
        Assert.Equal("<b>straße</b>", mail.QuerySelector("pre")!.TextContent.Trim());
        Assert.Equal(message, await client.GetByteArrayAsync(new Uri($"/mail/{name}/raw", UriKind.Relative), Cancel));
    }

    [Theory]
    [InlineData("/mail/nothing")]
    [InlineData("/mail/20260101T000000000-1-1/raw")]
    [InlineData("/mail/..%2Fpasswords/raw")]
    [InlineData("/recovery/..%2Fgenesis.json")]
    public async Task Get_WhatIsNotThere_IsNotFound(string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await page.StopAsync(Cancel);
        await page.DisposeAsync();
        client.Dispose();
        data.Dispose();
        folder.Dispose();
    }

    private async Task MakeAccountAsync()
    {
        var made = new PracticeFiles(data.Practice).Made;
        Directory.CreateDirectory(made);
        await File.WriteAllTextAsync(
            Path.Combine(made, "accounts.json"),
            $$"""[{ "name": "officer", "alias": "Officer", "roles": ["supervisor"], "password": "p", "totpKey": "{{TotpKey}}", "passphrase": "q", "recoveryCode": null }]""",
            Cancel);
    }

    private async Task<IHtmlDocument> GetAsync(string address) =>
        new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri(address, UriKind.Relative), Cancel));
}

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.Web.Probes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Web.Tests.Probes;

public sealed class HttpLinkProbeTests : IAsyncLifetime
{
    private const string Post = "tg:post:@examplechannel:42";
    private const string Live = "<div class=\"tgme_widget_message\" data-post=\"ExampleChannel/42\">words</div>";
    private const string Error = "<div class=\"tgme_widget_message_error\">Post not found</div>";

    private Site site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => site = await Site.StartAsync(Cancel);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Look_Post_AsksOncePolitelyAndKeepsHashAndLength()
    {
        site.Answer = Site.Page(Live);

        var reading = await LookAsync(Post);

        Assert.Null(site.Probe().WithoutAsking(Post));
        Assert.Equal((Verdict.Live, 200, Live.Length), (reading.Page.Verdict, reading.Status, reading.Length));
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(Live)), reading.BodyHash);
        Assert.Equal(["t.me/examplechannel/42?embed=1&mode=tme"], site.Requests);
        Assert.Equal(["93.184.215.14:443"], site.Connected.Select(place => place.ToString()));
        Assert.Equal(("text/html", "gzip", "CaseManager-LinkCheck/1 (+https://helpline.example/checks)"), (site.Headers.Accept.ToString(), site.Headers.AcceptEncoding.ToString(), site.Headers.UserAgent.ToString()));
        Assert.Equal(["Accept", "Accept-Encoding", "Accept-Language", "Connection", "Host", "User-Agent"], site.Headers.Keys.Order());
    }

    [Fact]
    public async Task Look_PageWithPictures_FetchesNothingOfThem()
    {
        site.Answer = Site.Page(Live + "<img src=\"https://t.me/a.jpg\"><link rel=\"stylesheet\" href=\"/b.css\"><script src=\"/c.js\"></script><iframe src=\"/d\"></iframe>");

        await LookAsync(Post);

        Assert.Single(site.Requests);
    }

    [Fact]
    public async Task Look_Cookie_IsNotSentBack()
    {
        site.Answer = context =>
        {
            context.Response.Cookies.Append("who", "we");
            return Site.Page(Live)(context);
        };
        using var probe = site.Probe();

        await probe.LookAsync(Post, Cancel);
        await probe.LookAsync(Post, Cancel);

        Assert.Equal(2, site.Requests.Count);
        Assert.False(site.Headers.ContainsKey("Cookie"));
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("93.184.215.14", "192.168.1.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("fd00::1")]
    [InlineData("169.254.169.254")]
    [InlineData()]
    public async Task Look_NameOfAPrivatePlace_ConnectsNowhere(params string[] addresses)
    {
        site.Addresses = _ => addresses;

        var reading = await LookAsync(Post);

        Assert.Equal(PageVerdict.Unreadable(ProbeRules.AddressRefused), reading.Page);
        Assert.Empty(site.Connected);
    }

    [Fact]
    public async Task Look_NameThatTurnsPrivateAfterTheFirstAnswer_IsCheckedAnew()
    {
        var asked = 0;
        site.Addresses = _ => [asked++ == 0 ? "93.184.215.14" : "10.0.0.7"];
        site.Answer = context => Results.Redirect("/again").ExecuteAsync(context);

        var reading = await LookAsync("web:site.example/a");

        Assert.Equal(PageVerdict.Unreadable(ProbeRules.AddressRefused), reading.Page);
        Assert.Equal(["93.184.215.14:443"], site.Connected.Select(place => place.ToString()));
        Assert.Equal(2, asked);
    }

    [Theory]
    [InlineData("https://10.0.0.1/a")]
    [InlineData("https://127.0.0.1/a")]
    [InlineData("https://[::1]/a")]
    [InlineData("https://other.example/a")]
    [InlineData("https://site.example:8443/a")]
    [InlineData("https://name@site.example/a")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://site.example.other.example/")]
    [InlineData("https://[::1")]
    [InlineData("https://xn--/")]
    [InlineData("//")]
    public async Task Look_RedirectElsewhere_IsNotFollowed(string location)
    {
        site.Answer = context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        };

        var reading = await LookAsync("web:site.example/a");

        Assert.Equal((ProbeRules.Redirected, 302), (reading.Page.Rule, reading.Status));
        Assert.Single(site.Connected);
    }

    [Fact]
    public async Task Look_RedirectOnTheSameHost_IsFollowedAFewTimes()
    {
        site.Answer = context => context.Request.Path == "/a"
            ? Results.Redirect("https://www.site.example/a/").ExecuteAsync(context)
            : Site.Page("gone", 404)(context);
        var followed = await LookAsync("web:site.example/a");
        site.Answer = context => Results.Redirect($"/{site.Requests.Count}").ExecuteAsync(context);

        var endless = await LookAsync("web:site.example/b");

        Assert.Equal(new PageVerdict(Verdict.Missing, ProbeRules.NotFound), followed.Page);
        Assert.Equal(ProbeRules.Redirected, endless.Page.Rule);
        Assert.Equal(2 + 4, site.Requests.Count);
    }

    [Fact]
    public async Task Look_TelegramRedirects_IsAnAnswer()
    {
        site.Answer = context => Results.Redirect("https://t.me/examplechannel").ExecuteAsync(context);

        var reading = await LookAsync(Post);

        Assert.Equal(ProbeRules.Redirected, reading.Page.Rule);
        Assert.Single(site.Requests);
    }

    [Theory]
    [InlineData("tg:invite:AbCdEfGhIjKlMnOp", "NotCheckable kind:invite")]
    [InlineData("web:93.184.215.14/a", "NotCheckable ip-address")]
    [InlineData("web:[2606:2800:21f::1]/a", "NotCheckable ip-address")]
    [InlineData("web:site.example:8443/a", "NotCheckable port")]
    [InlineData("https://site.example/a", "Unreadable old-key")]
    [InlineData("web:t.me/examplechannel/42", "Unreadable old-key")]
    public async Task Look_KeyThatBuildsNoRequest_AsksNobody(string key, string expected)
    {
        using var probe = site.Probe();

        var reading = await probe.LookAsync(key, Cancel);

        Assert.Equal(expected, $"{reading.Page.Verdict} {reading.Page.Rule}");
        Assert.Equal(reading.Page, probe.WithoutAsking(key));
        Assert.Empty(site.Connected);
    }

    [Fact]
    public async Task Look_BodyWithoutEnd_StopsAtTheLimit()
    {
        site.Answer = async context =>
        {
            context.Response.ContentType = "text/html";
            var piece = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            }
        };

        var reading = await LookAsync(Post);

        Assert.Equal((PageVerdict.Unreadable(ProbeRules.TooLarge), null), (reading.Page, reading.BodyHash));
    }

    [Fact]
    public async Task Look_CompressedBomb_StopsAtTheLimit()
    {
        var bomb = Compress(new byte[100 * 1024 * 1024]);
        Assert.True(bomb.Length < PageReader.MaximumBody);
        site.Answer = Compressed(bomb, "gzip");

        Assert.Equal(ProbeRules.TooLarge, (await LookAsync(Post)).Page.Rule);
    }

    [Theory]
    [InlineData("gzip", "Missing telegram-error")]
    [InlineData("br", "Unreadable encoding")]
    [InlineData("gzip, gzip", "Unreadable encoding")]
    public async Task Look_CompressedPage_IsReadWhereWeAskedForIt(string encoding, string expected)
    {
        site.Answer = Compressed(Compress(Encoding.UTF8.GetBytes(Error)), encoding);

        var reading = await LookAsync(Post);

        Assert.Equal(expected, $"{reading.Page.Verdict} {reading.Page.Rule}");
    }

    [Fact]
    public async Task Look_NotCompressedAsItSays_IsUnreadable()
    {
        site.Answer = Compressed(Encoding.UTF8.GetBytes(Error), "gzip");

        Assert.Equal(ProbeRules.Encoding, (await LookAsync(Post)).Page.Rule);
    }

    [Fact]
    public async Task Look_SlowBody_IsGivenUp()
    {
        var clock = new FakeTimeProvider();
        var begun = new TaskCompletionSource();
        site.Answer = async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<div", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };
        using var probe = site.Probe(clock);

        var look = probe.LookAsync(Post, Cancel);
        await begun.Task;
        clock.Advance(TimeSpan.FromSeconds(21));

        Assert.Equal(PageVerdict.Unreadable(ProbeRules.TooSlow), (await look).Page);
    }

    [Fact]
    public async Task Look_Picture_IsNotRead()
    {
        site.Answer = Site.Page("picture", type: "image/jpeg");

        var reading = await LookAsync("web:site.example/a.jpg");

        Assert.Equal((ProbeRules.NotHtml, null, 200), (reading.Page.Rule, reading.Length, reading.Status));
    }

    [Theory]
    [InlineData("text/html; charset=windows-1251", "Unreadable encoding")]
    [InlineData("text/html; charset=UTF-8", "Missing telegram-error")]
    [InlineData("text/html", "Missing telegram-error")]
    public async Task Look_Charset_IsUtf8OrUnreadable(string type, string expected)
    {
        site.Answer = Site.Page(Error, type: type);

        var reading = await LookAsync(Post);

        Assert.Equal(expected, $"{reading.Page.Verdict} {reading.Page.Rule}");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(403)]
    [InlineData(503)]
    public async Task Look_ToldToStop_SaysForHowLong(int status)
    {
        site.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "7200";
            return Site.Page(Error, status)(context);
        };

        var reading = await LookAsync(Post);

        Assert.Equal((true, Verdict.Unreadable, TimeSpan.FromHours(2)), (reading.IsStop, reading.Page.Verdict, reading.RetryAfter));
    }

    [Fact]
    public async Task Look_UntrustedCertificate_IsUnreachable()
    {
        using var probe = site.Probe(trusted: false);

        Assert.Equal(ProbeRules.Unreachable, (await probe.LookAsync(Post, Cancel)).Page.Rule);
        Assert.Empty(site.Requests);
    }

    [Fact]
    public async Task Look_BrokenTransfer_IsUnreadable()
    {
        site.Answer = async context =>
        {
            context.Response.ContentType = "text/html";
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync(Error, Cancel);
            await context.Response.Body.FlushAsync(Cancel);
            context.Abort();
        };

        Assert.Equal(PageVerdict.Unreadable(ProbeRules.Unreachable), (await LookAsync(Post)).Page);
    }

    [Fact]
    public async Task Look_CallerStops_Throws()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        using var probe = site.Probe();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.LookAsync(Post, stop.Token));
    }

    private async Task<ProbeReading> LookAsync(string key)
    {
        using var probe = site.Probe();
        return await probe.LookAsync(key, Cancel);
    }

    private static Func<HttpContext, Task> Compressed(byte[] body, string encoding) => async context =>
    {
        context.Response.ContentType = "text/html";
        context.Response.Headers.ContentEncoding = encoding;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    };

    private static byte[] Compress(byte[] page)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(page);
        }

        return packed.ToArray();
    }
}

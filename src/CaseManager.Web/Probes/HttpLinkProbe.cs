using System.Security.Cryptography;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Probes;

/// <summary>One GET, as few others on the same host as it redirects to, and never anything the page names: no pictures, no scripts, no cookies.</summary>
/// <remarks>Exceptions end here: their texts name hosts.</remarks>
public sealed class HttpLinkProbe(ProbeNetwork network, PageReader reader, IOptions<ProbeOptions> options, TimeProvider time) : ILinkProbe, IDisposable
{
    private const int MostRedirects = 3;

    private readonly ProbeClient _client = new(network, options);

    public PageVerdict? WithoutAsking(string key) =>
        CanonicalKey.Read(key) is not { } canonical ? PageVerdict.Unreadable(ProbeRules.OldKey)
        : ProbeAddress.Of(canonical, out var rule) is null ? PageVerdict.NotCheckable(rule)
        : null;

    public async Task<ProbeReading> LookAsync(string key, CancellationToken cancel)
    {
        if (CanonicalKey.Read(key) is not { } canonical || ProbeAddress.Of(canonical, out _) is not { } address)
        {
            return new ProbeReading(WithoutAsking(key)!);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            return await LookAsync(canonical, address, stop.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Failed(ProbeRules.TooSlow);
        }
        catch (InvalidDataException)
        {
            return Failed(ProbeRules.Encoding);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or System.Net.Sockets.SocketException or UriFormatException)
        {
            return Failed(IsRefused(failure) ? ProbeRules.AddressRefused : ProbeRules.Unreachable);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<ProbeReading> LookAsync(CanonicalKey key, Uri asked, CancellationToken cancel)
    {
        var address = asked;
        for (var redirects = 0; ; redirects++)
        {
            using var response = await _client.GetAsync(address, cancel);
            if (redirects < MostRedirects && NextOf(key, address, response) is { } next)
            {
                address = next;
                continue;
            }

            return await ReadAsync(key, response, address, moved: redirects > 0, cancel);
        }
    }

    /// <summary>Where to look instead: on the same host, and never for Telegram, whose redirects are an answer of their own.</summary>
    private static Uri? NextOf(CanonicalKey key, Uri address, HttpResponseMessage response)
    {
        if (key.Kind != "web" || (int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
        {
            return null;
        }

        return Uri.TryCreate(address, location, out var next) && (next.Scheme == Uri.UriSchemeHttps || next.Scheme == Uri.UriSchemeHttp) && next.IsDefaultPort && next.UserInfo.Length == 0
            && WebPage.IsSameHost(address, next) ? next : null;
    }

    private async Task<ProbeReading> ReadAsync(CanonicalKey key, HttpResponseMessage response, Uri address, bool moved, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            return new ProbeReading(PageVerdict.Unreadable(ProbeRules.Redirected), status);
        }

        // What is no page is not read at all: it may be the very picture.
        var isHtml = response.Content.Headers.ContentType is null or { MediaType: "text/html" or "application/xhtml+xml" };
        if (!isHtml && status == 200)
        {
            return new ProbeReading(PageVerdict.Unreadable(ProbeRules.NotHtml), status);
        }

        var body = isHtml ? await PageBody.ReadAsync(response.Content, cancel) : ReadOnlyMemory<byte>.Empty;
        if (body is not { } read)
        {
            return new ProbeReading(PageVerdict.Unreadable(ProbeRules.TooLarge), status);
        }

        if (isHtml && response.Content.Headers.ContentType?.CharSet is { } charset && !charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase) && key.Kind != "web")
        {
            return new ProbeReading(PageVerdict.Unreadable(ProbeRules.Encoding), status);
        }

        var verdict = reader.Read(key, new SavedPage(status, address, read) { Moved = moved });
        return new ProbeReading(verdict, status, isHtml ? read.Length : null, isHtml ? SHA256.HashData(read.Span) : null) { RetryAfter = RetryAfterOf(response) };
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } until } => until - time.GetUtcNow(),
        _ => null,
    };

    private static ProbeReading Failed(string rule) => new(PageVerdict.Unreadable(rule));

    private static bool IsRefused(Exception? failure) => failure is not null && (failure is AddressRefusedException || IsRefused(failure.InnerException));
}

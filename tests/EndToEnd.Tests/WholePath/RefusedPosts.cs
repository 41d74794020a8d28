using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using CaseManager.TestSupport;

namespace CaseManager.EndToEnd.Tests.WholePath;

/// <summary>What a survivor typed reaches the server in clear only by the plain form and by mistake: posts that are taken or refused.</summary>
public sealed class RefusedPosts(Uri publicUrl) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = publicUrl };

    /// <summary>Files the plain form.</summary>
    /// <returns>The receipt's words.</returns>
    public async Task<string> FilePlainAsync(string story, string link, CancellationToken cancel)
    {
        var page = await PostPlainAsync(
            new() { ["Input.Story"] = story, ["Input.Links"] = link, ["Input.Name"] = story, ["Input.Channel"] = "phone", ["Input.Address"] = story }, cancel);
        var words = string.Join(' ', page.QuerySelectorAll("[data-receipt=words] li").Select(word => word.TextContent));
        Assert.NotEqual("", words);
        return words;
    }

    /// <summary>Posts everywhere what is refused, with this text in it.</summary>
    public async Task PostAsync(string text, CancellationToken cancel)
    {
        var asked = await PostPlainAsync(new() { ["Input.Story"] = text, ["Input.Channel"] = "phone" }, cancel);
        Assert.NotNull(asked.QuerySelector(".govuk-error-summary"));
        await ExpectAsync(HttpStatusCode.UnsupportedMediaType, "/plain", new MultipartFormDataContent { { new StringContent(text), "Input.Story" } }, cancel);
        await ExpectAsync(HttpStatusCode.OK, "/plain", new FormUrlEncodedContent([new("Input.Story", Long(text, 300_000))]), cancel);
        await ExpectAsync(HttpStatusCode.RequestEntityTooLarge, "/plain", new FormUrlEncodedContent([new("Input.Story", Long(text, 3_000_000))]), cancel);
        foreach (var address in new[] { "/api/reports", "/api/drafts", "/api/challenges" })
        {
            await ExpectAsync(HttpStatusCode.UnsupportedMediaType, address, new StringContent(text), cancel);
            await ExpectAsync(HttpStatusCode.BadRequest, address, Json(text), cancel);
            await ExpectAsync(HttpStatusCode.BadRequest, address, Json(JsonSerializer.Serialize(new { story = text })), cancel);
            await ExpectAsync(HttpStatusCode.BadRequest, address, Json($$"""{"{{text}}":1}"""), cancel);
            await ExpectAsync(HttpStatusCode.RequestEntityTooLarge, address, Json(Long(text, 1_100_000)), cancel);
        }

        await ExpectAsync(HttpStatusCode.NotFound, $"/api/case/{Uri.EscapeDataString(text)}", Json(text), cancel);
        using var page = await _http.GetAsync(new Uri($"/?story={Uri.EscapeDataString(text)}", UriKind.Relative), cancel);
        using var receipt = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/case", UriKind.Relative));
        receipt.Headers.TryAddWithoutValidation("Authorization", $"Receipt {text}.{text}");
        using var unknown = await _http.SendAsync(receipt, cancel);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (page.StatusCode, unknown.StatusCode));
    }

    public void Dispose() => _http.Dispose();

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string Long(string text, int length) => new StringBuilder().Insert(0, text, (length / text.Length) + 1).ToString();

    private async Task<IHtmlDocument> PostPlainAsync(Dictionary<string, string> fields, CancellationToken cancel)
    {
        var form = await _http.GetPageAsync("/plain", cancel);
        fields["Form"] = ((IHtmlInputElement)form.QuerySelector("input[name=Form]")!).Value;
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await _http.PostAsync(new Uri("/plain", UriKind.Relative), content, cancel);
        return await answer.ReadPageAsync(cancel);
    }

    private async Task ExpectAsync(HttpStatusCode status, string address, HttpContent content, CancellationToken cancel)
    {
        using (content)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative)) { Content = content };

            // The server may close a connection over what is too large; without a size it reads as far as the limit.
            request.Headers.ExpectContinue = address == "/plain";
            request.Headers.TransferEncodingChunked = address != "/plain";
            using var answer = await _http.SendAsync(request, cancel);
            Assert.Equal((address, status), (address, answer.StatusCode));
        }
    }
}

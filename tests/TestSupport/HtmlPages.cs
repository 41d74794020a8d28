using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CaseManager.TestSupport;

/// <summary>Reads an answer as the page a person would see.</summary>
public static class HtmlPages
{
    public static async Task<IHtmlDocument> GetPageAsync(this HttpClient client, string address, CancellationToken cancel)
    {
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), cancel);
        response.EnsureSuccessStatusCode();
        return await response.ReadPageAsync(cancel);
    }

    public static async Task<IHtmlDocument> ReadPageAsync(this HttpResponseMessage response, CancellationToken cancel) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(cancel));
}

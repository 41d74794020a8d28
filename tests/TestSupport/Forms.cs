using AngleSharp.Html.Dom;

namespace CaseManager.TestSupport;

/// <summary>Fills in and posts the form of a page, as a browser without scripts would.</summary>
public static class Forms
{
    /// <summary>Gets the page and posts its main form with these fields over what the page filled in itself.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(
        this HttpClient client, string address, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var page = await client.GetPageAsync(address, cancel);
        return await client.SubmitAsync(page, address, fields, cancel);
    }

    /// <summary>Posts the main form of a page that was read before.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(
        this HttpClient client, IHtmlDocument page, string address, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var form = (IHtmlFormElement)page.QuerySelector("main form")!;
        var values = form.QuerySelectorAll<IHtmlInputElement>("input[name]").ToDictionary(input => input.Name!, input => input.Value);
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        using var content = new FormUrlEncodedContent(values);
        return await client.PostAsync(new Uri(form.GetAttribute("action") ?? address, UriKind.Relative), content, cancel);
    }

    private static IEnumerable<T> QuerySelectorAll<T>(this IHtmlFormElement form, string selector) => form.QuerySelectorAll(selector).OfType<T>();
}

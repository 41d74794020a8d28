using System.Globalization;
using CaseManager.Web.Settings;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CaseManager.Web.Texts;

/// <summary>The languages that this organisation offers on its public pages. A page's language comes from its address or from the browser, never from a cookie.</summary>
public sealed class OfferedLanguages(IOptions<CaseManagerOptions> options)
{
    /// <summary>The part of an address that names a language.</summary>
    public const string Key = "language";

    /// <summary>In the organisation's order; the first is for whoever reads none of them.</summary>
    public IReadOnlyList<CultureInfo> All { get; } = [.. options.Value.LanguageTags.Select(CultureInfo.GetCultureInfo)];

    /// <summary>The language that the address names, or <see langword="null"/> where it names none that is offered.</summary>
    public CultureInfo? Chosen(HttpRequest request) =>
        QueryOf(request).TryGetValue(Key, out var named) && named.Count == 1 ? All.FirstOrDefault(one => one.Name.Equals(named[0], StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>The language of a page: as the address says, else the first that the browser asks for and that is offered, else the organisation's first.</summary>
    public CultureInfo Of(HttpRequest request) =>
        Chosen(request)
        ?? request.GetTypedHeaders().AcceptLanguage
            .Where(asked => asked.Quality is not 0)
            .OrderByDescending(asked => asked.Quality ?? 1)
            .Select(asked => Nearest(asked.Value))
            .FirstOrDefault(found => found is not null)
        ?? All[0];

    // A page that stands in for another is asked for without the query of that one.
    private static Dictionary<string, StringValues> QueryOf(HttpRequest request) =>
        QueryHelpers.ParseQuery(request.HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalQueryString ?? request.QueryString.Value);

    /// <summary>The offered language nearest to a browser's tag: the same, the same in its writing, then the same at all.</summary>
    private CultureInfo? Nearest(StringSegment tag)
    {
        var parts = tag.ToString().Split('-');
        var writing = parts.Skip(1).FirstOrDefault(part => part.Length == 4) ?? WritingOf(parts);
        return All.FirstOrDefault(one => one.Name.Equals(tag.ToString(), StringComparison.OrdinalIgnoreCase))
            ?? All.FirstOrDefault(one => one.Name.Equals($"{parts[0]}-{writing}", StringComparison.OrdinalIgnoreCase))
            ?? All.FirstOrDefault(one => one.TwoLetterISOLanguageName.Equals(parts[0], StringComparison.OrdinalIgnoreCase));
    }

    // Where Chinese is written in traditional characters (CLDR, likely subtags).
    private static string WritingOf(string[] parts) =>
        parts.Skip(1).Any(region => region.ToUpperInvariant() is "TW" or "HK" or "MO") ? "Hant" : "Hans";
}

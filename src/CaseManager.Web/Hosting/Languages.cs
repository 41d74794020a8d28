using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace CaseManager.Web.Hosting;

/// <summary>The languages pages exist in. A page's language comes from its address or the browser, never from a cookie.</summary>
public static class Languages
{
    public static readonly CultureInfo[] Supported = [CultureInfo.GetCultureInfo("en")];

    public static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture(Supported[0]);
        options.SupportedCultures = Supported;
        options.SupportedUICultures = Supported;
        options.RequestCultureProviders =
        [
            new QueryStringRequestCultureProvider { QueryStringKey = "language", UIQueryStringKey = "language" },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    }

    /// <summary>Name of the style sheet for the current language's direction, such as <c>public.rtl.css</c>.</summary>
    public static string StyleSheet(string site) =>
        CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft ? $"~/built/{site}.rtl.css" : $"~/built/{site}.css";

    public static string Direction => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft ? "rtl" : "ltr";
}

using System.Globalization;
using CaseManager.Web.Hosting;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseManager.Web.Texts;

/// <summary>Puts each request into its language, and keeps that language in the links of its page.</summary>
public static class LanguageOfPage
{
    /// <summary>The staff side is English, and so is what was published: a release is shown as it stands.</summary>
    public static IApplicationBuilder UseLanguages(this IApplicationBuilder app, Sites sites)
    {
        var offered = app.ApplicationServices.GetRequiredService<OfferedLanguages>();
        return app.Use((context, next) =>
        {
            var isTranslated = sites.IsPublic(context.Request) && !context.Request.Path.StartsWithSegments("/statistics");
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = isTranslated ? offered.Of(context.Request) : Languages.English;
            return next(context);
        });
    }

    /// <summary>An address of this site in the language that this page's address names; as it is where it names none.</summary>
    /// <param name="page">That holds the link.</param>
    /// <param name="path">Without a query.</param>
    public static string InLanguage(this ViewContext page, string path) =>
        page.HttpContext.RequestServices.GetRequiredService<OfferedLanguages>().Chosen(page.HttpContext.Request) is { } chosen ? InLanguage(path, chosen) : path;

    /// <summary>An address of this site in a given language.</summary>
    public static string InLanguage(string path, CultureInfo language) => $"{path}?{OfferedLanguages.Key}={language.Name}";
}

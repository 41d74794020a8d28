using System.Globalization;
using System.Text.Encodings.Web;
using CaseManager.Web.Api;
using Microsoft.Extensions.Localization;
using Npgsql;

namespace CaseManager.Web.Hosting;

/// <summary>
/// PostgreSQL restarts, or cannot be reached: whoever asks meanwhile is told to ask again, a program by a problem document
/// and a person by a page. What was being stored is either stored whole or not at all, and may be sent once more.
/// </summary>
public static partial class DatabaseAway
{
    /// <summary>A restart takes about as long.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Whether a failure says that the database, not the request, is at fault.</summary>
    public static bool Is(Exception failure) =>
        failure is NpgsqlException { IsTransient: true }
        // The connection broke between two commands: its transaction has ended under the second.
        || failure is InvalidOperationException { Source: "Npgsql" }
        || (failure.InnerException is { } inner && Is(inner));

    /// <summary>Says when to ask again.</summary>
    public static void AskToRetry(HttpResponse response) =>
        response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>Answers where the database was needed before an endpoint was reached, or by a page.</summary>
    public static IApplicationBuilder UseDatabaseAway(this IApplicationBuilder app, Sites sites) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (Is(failure) && !context.Response.HasStarted)
        {
            Tell(context.RequestServices.GetRequiredService<ILogger<Sites>>());
            AskToRetry(context.Response);
            var answer = context.Request.Path.StartsWithSegments("/api")
                ? ApiRefusals.TryAgain()
                : Results.Content(Page(context, sites.IsPublic(context.Request)), "text/html; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);
            await answer.ExecuteAsync(context);
        }
    });

    // By hand: the pages' own way of being made needs the database on the staff host, for who is signed in.
    private static string Page(HttpContext context, bool isPublic)
    {
        string Text<TTexts>(string name) =>
            HtmlEncoder.Default.Encode(context.RequestServices.GetRequiredService<IStringLocalizer<TTexts>>()[name]);

        var site = isPublic ? "public" : "staff";
        var exit = isPublic
            ? $"""<nav class="cm-exit"><a href="{Exit.Path}" class="cm-exit__control" rel="nofollow noreferrer">{Text<PublicText>("ExitThisPage")}</a></nav>"""
            : "";
        return $"""
            <!DOCTYPE html>
            <html lang="{CultureInfo.CurrentUICulture.Name}" dir="{Languages.Direction}" class="govuk-template">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
              <meta name="robots" content="noindex">
              <title>{(isPublic ? Text<PublicText>("SiteName") : Text<AccessText>("SiteName"))}</title>
              <link rel="icon" href="/icon.svg" type="image/svg+xml">
              <link rel="stylesheet" href="{Languages.StyleSheet(site)[1..]}">
            </head>
            <body class="govuk-template__body">
              {exit}
              <div class="govuk-width-container">
                <main class="govuk-main-wrapper" id="main-content">
                  <h1 class="govuk-heading-l">{Text<SharedText>("AwayTitle")}</h1>
                  <p class="govuk-body">{Text<SharedText>("Away")}</p>
                </main>
              </div>
            </body>
            </html>
            """;
    }

    [LoggerMessage(LogLevel.Warning, "The database did not answer a request.")]
    private static partial void Tell(ILogger log);
}

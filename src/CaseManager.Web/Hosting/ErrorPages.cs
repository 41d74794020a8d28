using CaseManager.Web.Api;
using Microsoft.AspNetCore.Diagnostics;

namespace CaseManager.Web.Hosting;

/// <summary>A person never gets an empty answer: a page says what happened. Scripts get problem+json.</summary>
public static class ErrorPages
{
    private const string Page = "/error/{0}";

    /// <summary>Comes first, so that an error page goes through everything that other pages go through.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseWhen(IsForScripts, scripts => scripts.UseExceptionHandler(AnswerProblem()));
        app.UseWhen(context => !IsForScripts(context), people => people.UseExceptionHandler(ShowFailedPage()));
        app.UseWhen(IsForPeople, people => people.UseStatusCodePagesWithReExecute(Page));
    }

    /// <summary>Whether what failed on the first way was that the database did not answer.</summary>
    public static bool IsDatabaseAway(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>() is { Error: var failure } && DatabaseAway.Is(failure);

    /// <summary>Whether this is the second way of a request, which failed on its first: nothing it needs then may fail again.</summary>
    public static bool IsSecondWay(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>() is not null;

    // With services of its own: what failed once may be remembered by those of the request.
    private static ExceptionHandlerOptions ShowFailedPage() => new()
    {
        ExceptionHandlingPath = $"/error/{StatusCodes.Status500InternalServerError}",
        CreateScopeForErrors = true,
        SuppressDiagnosticsCallback = IsExpected,
    };

    private static ExceptionHandlerOptions AnswerProblem() => new()
    {
        ExceptionHandler = AnswerProblemAsync,
        SuppressDiagnosticsCallback = IsExpected,
    };

    // A restart fails every request of a moment, and the program's health says so as well: no trace for each.
    private static bool IsExpected(ExceptionHandlerSuppressDiagnosticsContext context) => DatabaseAway.Is(context.Exception);

    private static bool IsForScripts(HttpContext context) => context.Request.Path.StartsWithSegments("/api");

    private static bool IsForPeople(HttpContext context) =>
        !IsForScripts(context) && context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");

    private static Task AnswerProblemAsync(HttpContext context)
    {
        if (IsDatabaseAway(context))
        {
            DatabaseAway.AskToRetry(context.Response);
            return ApiRefusals.TryAgain().ExecuteAsync(context);
        }

        return Results.Problem(
            title: "Something went wrong on the server.",
            statusCode: StatusCodes.Status500InternalServerError,
            extensions: new Dictionary<string, object?> { ["code"] = "error", ["reference"] = context.TraceIdentifier }).ExecuteAsync(context);
    }
}

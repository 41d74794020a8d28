using System.Globalization;
using CaseManager.Web.Hosting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Errors;

/// <summary>Says why there is no other page, in the frame of the host that was asked. Shown in place of the page, never by its own address.</summary>
[IgnoreAntiforgeryToken]
public sealed partial class IndexModel(Sites sites, ILogger<IndexModel> log) : PageModel
{
    public bool IsStaff => sites.IsStaff(Request);

    public ErrorPageFault Fault { get; private set; }

    /// <summary>Where the log tells more; only for what nobody foresaw.</summary>
    public string? Reference { get; private set; }

    // No handler and no binding: whatever the method was, and also where the form that failed cannot be read.
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var isStandIn = HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null || HttpContext.Features.Get<IExceptionHandlerFeature>() is not null;
        Response.StatusCode = isStandIn ? Convert.ToInt32(RouteData.Values["status"], CultureInfo.InvariantCulture) : StatusCodes.Status404NotFound;
        if (ErrorPages.IsDatabaseAway(HttpContext))
        {
            Fault = ErrorPageFault.Away;
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            DatabaseAway.AskToRetry(Response);
            AwayShown();
            return;
        }

        Fault = FaultOf(Response.StatusCode);
        if (Fault is ErrorPageFault.Failed)
        {
            Reference = HttpContext.TraceIdentifier;
            ErrorShown(Reference);
        }
    }

    private ErrorPageFault FaultOf(int status) => status switch
    {
        StatusCodes.Status403Forbidden when IsStaff => ErrorPageFault.Refused,
        StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound => ErrorPageFault.NotFound,
        StatusCodes.Status413PayloadTooLarge => ErrorPageFault.TooLarge,
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => ErrorPageFault.NotNow,
        < StatusCodes.Status500InternalServerError => ErrorPageFault.Invalid,
        _ => ErrorPageFault.Failed,
    };

    [LoggerMessage(LogLevel.Warning, "The database did not answer; a person was asked to come again.")]
    private partial void AwayShown();

    [LoggerMessage(LogLevel.Error, "A request failed; the person was given the reference {Reference}.")]
    private partial void ErrorShown(string reference);
}

/// <summary>Kinds of error pages, as named in <see cref="ErrorText"/>.</summary>
public enum ErrorPageFault
{
    /// <summary>What was sent cannot be read; on the staff host, a form that was open for too long.</summary>
    Invalid,

    /// <summary>Signed in, but with other roles.</summary>
    Refused,

    NotFound,

    TooLarge,

    /// <summary>Too much to do at once.</summary>
    NotNow,

    /// <summary>The database does not answer for a moment.</summary>
    Away,

    /// <summary>Nobody foresaw it.</summary>
    Failed,
}

using Microsoft.AspNetCore.RateLimiting;

namespace CaseManager.Web.Hosting;

/// <summary>How much of the machine a costly page may take at once.</summary>
public static class RateLimits
{
    /// <summary>Requests that make keys on the server: a tenth of a second of work each.</summary>
    public const string PlainForm = "plain-form";

    /// <summary>Parts of papers on their way: up to a megabyte of memory each, and a look at all of it for the last step.</summary>
    public const string Documents = "documents";

    /// <summary>Ids of contributions that somebody takes back: three small deletions each, and a wait while figures are drawn.</summary>
    public const string Counting = "counting";

    private const int AtOnce = 2;
    private const int Waiting = 200;

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
        limits.AddConcurrencyLimiter(PlainForm, plainForm => (plainForm.PermitLimit, plainForm.QueueLimit) = (AtOnce, Waiting));
        limits.AddConcurrencyLimiter(Documents, documents => (documents.PermitLimit, documents.QueueLimit) = (4 * AtOnce, Waiting));
        limits.AddConcurrencyLimiter(Counting, counting => (counting.PermitLimit, counting.QueueLimit) = (AtOnce, Waiting));
    });
}

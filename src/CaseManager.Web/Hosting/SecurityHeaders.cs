using CaseManager.Web.Jobs;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Hosting;

/// <summary>Headers on every answer: own scripts and styles only, no framing, no referrer, nothing kept.</summary>
public static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>The page of a case shows documents, in a frame that has a policy of its own.</summary>
    private const string CasePolicy = ContentSecurityPolicy + "; frame-src 'self'";

    // The scheduler's dashboard is not ours: it knows no Trusted Types. Still nothing from elsewhere, and nothing inline.
    private const string DashboardPolicy = "default-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string PermissionsPolicy =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
        + "midi=(), payment=(), usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        var framePolicy = FramePolicy(app.ApplicationServices.GetRequiredService<IOptions<CaseManagerOptions>>().Value.StaffUrl);
        return app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            var path = context.Request.Path;
            headers.ContentSecurityPolicy =
                path.StartsWithSegments(JobServices.Dashboard) ? DashboardPolicy
                : path.StartsWithSegments("/document-frame") ? framePolicy
                : path.StartsWithSegments("/cases") ? CasePolicy
                : ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = PermissionsPolicy;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            LetFrameLoad(headers, isPartOfFrame: path.StartsWithSegments("/built/pdf"));

            // Static files say themselves how long they may be kept.
            context.Response.OnStarting(() =>
            {
                if (context.Response.Headers.CacheControl.Count == 0)
                {
                    context.Response.Headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    /// <summary>
    /// For the frame that paints a document: no origin, so no cookies, no storage and no reach to the page around it; and of the network only the
    /// folder with its own parts. What a document makes it do stays in there.
    /// </summary>
    private static string FramePolicy(string staffUrl)
    {
        var parts = $"{new Uri(staffUrl).GetLeftPart(UriPartial.Authority)}/built/pdf/";
        return $"sandbox allow-scripts; default-src 'none'; script-src {parts}; style-src {parts}; connect-src {parts}; form-action 'none'; "
            + "base-uri 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
    }

    /// <summary>To a frame without an origin its own parts come from elsewhere. They are the same for everybody, and secret to nobody.</summary>
    private static void LetFrameLoad(IHeaderDictionary headers, bool isPartOfFrame)
    {
        headers["Cross-Origin-Resource-Policy"] = isPartOfFrame ? "cross-origin" : "same-origin";
        if (isPartOfFrame)
        {
            headers.AccessControlAllowOrigin = "*";
        }
    }
}

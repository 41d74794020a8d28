using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Hosting;

/// <summary>Tells Tor Browser where the same page is as an onion service: on the public host over TLS, where it listens to that (Tor's Onion-Location).</summary>
public static class Onion
{
    public const string Header = "Onion-Location";

    public static IApplicationBuilder UseOnionLocation(this IApplicationBuilder app, Sites sites)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<CaseManagerOptions>>().Value;
        return options.HasOnion ? app.Use((context, next) =>
        {
            var request = context.Request;
            var isPage = HttpMethods.IsGet(request.Method) && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");
            if (isPage && request.IsHttps && sites.IsPublic(request))
            {
                context.Response.Headers[Header] = $"{options.OnionUrl.TrimEnd('/')}{request.Path}{request.QueryString}";
            }

            return next(context);
        }) : app;
    }
}

using CaseManager.Core;
using Microsoft.AspNetCore.Antiforgery;

namespace CaseManager.Web.Api.Staff;

/// <summary>Whatever changes something carries the token of one of our pages, so that no other site's page can ask for it.</summary>
public sealed class RequestFromOurPage(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return HttpMethods.IsGet(http.Request.Method) || await antiforgery.IsRequestValidAsync(http)
            ? await next(context)
            : throw new RefusedException("antiforgery");
    }
}

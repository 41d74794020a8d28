using CaseManager.Web.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CaseManager.Web.Security;

/// <summary>Cookies cross ports and sometimes hosts: on the public host staff cookies are neither read nor written.</summary>
public sealed class StaffCookieManager(Sites sites) : ICookieManager
{
    private readonly ChunkingCookieManager cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) =>
        sites.IsStaff(context.Request) ? cookies.GetRequestCookie(context, key) : null;

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        if (sites.IsStaff(context.Request))
        {
            cookies.AppendResponseCookie(context, key, value, options);
        }
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        if (sites.IsStaff(context.Request))
        {
            cookies.DeleteCookie(context, key, options);
        }
    }
}

using CaseManager.Core.Access;
using CaseManager.Core.Sealing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace CaseManager.Web.Security;

/// <summary>Accounts, cookies and policies of the staff host.</summary>
public static class StaffAccess
{
    /// <summary>A working day; the keys are forgotten much sooner.</summary>
    private static readonly TimeSpan SessionLife = TimeSpan.FromHours(12);

    private static readonly TimeSpan FirstStepLife = TimeSpan.FromMinutes(5);

    public static void AddStaffAccess(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<NobodysPassword>();
        services.ConfigureOptions<PasskeySettings>();
        services.AddSingleton<InvitationLink>();
        services.AddStaffKeys();
        services.AddStaffAccounts().AddSignInManager<StaffSignIn>();
        services.AddScoped(provider => (StaffSignIn)provider.GetRequiredService<SignInManager<StaffMember>>());
        services
            .AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme);
        services.AddSingleton<StaffCookieManager>();
        services
            .AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<StaffCookieManager, IHostEnvironment>(ConfigureSession);
        services
            .AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme)
            .Configure<StaffCookieManager, IHostEnvironment>((cookie, manager, environment) =>
            {
                Restrict(cookie.Cookie, "staff-first-step", environment);
                cookie.CookieManager = manager;
                cookie.ExpireTimeSpan = FirstStepLife;
            });
        services.AddOptions<AntiforgeryOptions>().Configure<IHostEnvironment>((antiforgery, environment) =>
        {
            Restrict(antiforgery.Cookie, "staff-form", environment);
            antiforgery.HeaderName = "RequestVerificationToken";
        });
        services.AddAuthorization(Policy.Configure);
    }

    private static void ConfigureSession(CookieAuthenticationOptions cookie, StaffCookieManager manager, IHostEnvironment environment)
    {
        Restrict(cookie.Cookie, "staff", environment);
        cookie.CookieManager = manager;
        cookie.ExpireTimeSpan = SessionLife;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "next";
        cookie.Events.OnValidatePrincipal = StaffSession.ValidateAsync;

        // A script wants a status, a person a page to sign in on.
        cookie.Events.OnRedirectToLogin = context =>
        {
            if (context.Request.Path.StartsWithSegments("/api"))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            }
            else
            {
                context.Response.Redirect(context.RedirectUri);
            }

            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static void Restrict(CookieBuilder cookie, string name, IHostEnvironment environment)
    {
        // The prefix makes the browser insist on https, this very host, and the whole host.
        cookie.Name = environment.IsProduction() ? $"__Host-{name}" : name;
        cookie.SecurePolicy = environment.IsProduction() ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.Path = "/";
    }
}

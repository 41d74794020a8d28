using System.Text.Encodings.Web;
using System.Text.Unicode;
using CaseManager.Core;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Web.Api;
using CaseManager.Web.Api.Public;
using CaseManager.Web.Api.Staff;
using CaseManager.Web.Jobs;
using CaseManager.Web.Security;
using CaseManager.Web.Settings;
using CaseManager.Web.Texts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace CaseManager.Web.Hosting;

/// <summary>Puts the web program together: services first, then the way a request takes.</summary>
public static class CaseManagerWeb
{
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    public static WebApplication Build(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        if (!builder.Environment.IsProduction())
        {
            // A build that was not published keeps its style sheets where the project has them.
            builder.WebHost.UseStaticWebAssets();
        }

        // Development would serve any file of the web root on any host where no endpoint matches.
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";

        AddServices(builder);
        var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        MakePracticeKeys(app.Services);
        UsePipeline(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddOptions<CaseManagerOptions>().BindConfiguration(CaseManagerOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CaseManagerOptions>, CaseManagerOptionsCheck>();
        services.AddOptions<LookOptions>().BindConfiguration(LookOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LookOptions>, LookOptionsCheck>();
        services.AddCaseManagerDatabase(provider => provider.GetRequiredService<IOptions<CaseManagerOptions>>().Value.Database);
        services.AddCaseManagerFeatures();
        services.AddProtectedCookies();
        services.AddApiDocuments();
        services.AddStaffAccess();
        services.AddRateLimits();
        services.AddJobs();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        services.AddTexts();
        services.AddSingleton<Sites>();
        services.AddFirstPageCompression();
        // Letters of every script stand in pages as they are: as numbers they are several times as long.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorPages().AddMvcOptions(pages => pages.Filters.Add(new HandledOnly()));
        // After the framework's own set-up, which starts the list of conventions anew.
        services.AddSingleton<IConfigureOptions<RazorPagesOptions>, SitePages>();
        services.AddSingleton<IConfigureOptions<RazorPagesOptions>, StaffPages>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <summary>A practice organisation may start without a ceremony; a real one never makes keys by itself.</summary>
    private static void MakePracticeKeys(IServiceProvider services)
    {
        if (services.GetRequiredService<IOptions<CaseManagerOptions>>().Value.Practice)
        {
            services.GetRequiredService<KeyFolder>().Create();
        }
    }

    private static void UsePipeline(WebApplication app)
    {
        var sites = app.Services.GetRequiredService<Sites>();
        if (app.Environment.IsProduction())
        {
            app.UseHsts();
        }

        app.UseErrorPages();
        app.UseSecurityHeaders();
        app.UseOnionLocation(sites);
        app.UseFirstPageCompression(sites);
        app.UseLanguages(sites);
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealthChecks("/health");
        if (!app.Services.GetRequiredService<IOptions<CaseManagerOptions>>().Value.HasRole(ProgramRole.Web))
        {
            return;
        }

        app.MapPublicApi(sites);
        app.MapExit(sites);
        app.MapStaffApi(sites);
        app.MapApiDocuments(sites);
        app.MapJobs(sites);
        app.MapReleaseFiles(sites);
        app.MapStaticFiles(sites);
        app.MapLook(sites);
        app.MapRazorPages().WithStaticAssets();
    }
}

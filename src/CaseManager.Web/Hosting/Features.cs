using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Hosting;

/// <summary>The use cases of every feature, with the settings they need.</summary>
public static class Features
{
    public static IServiceCollection AddCaseManagerFeatures(this IServiceCollection services)
    {
        services.AddOptions<IntakeOptions>().BindConfiguration($"{CaseManagerOptions.Section}:Intake");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<IntakeOptions>>().Value);
        services.AddAudit();
        services.AddSealing(provider => provider.GetRequiredService<IOptions<CaseManagerOptions>>().Value.KeyFolder);
        services.AddReports();
        services.AddCases();
        return services;
    }
}

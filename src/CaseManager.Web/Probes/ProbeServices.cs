using CaseManager.Core.Takedowns.Watching;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Probes;

/// <summary>Looking at links.</summary>
public static class ProbeServices
{
    public static IServiceCollection AddProbes(this IServiceCollection services)
    {
        services.AddOptions<ProbeOptions>().BindConfiguration(ProbeOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProbeOptions>, ProbeOptionsCheck>();
        services.AddSingleton(PageReader.Default);
        services.AddSingleton<ProbeNetwork>();
        services.AddSingleton<ILinkProbe, HttpLinkProbe>();
        return services;
    }
}

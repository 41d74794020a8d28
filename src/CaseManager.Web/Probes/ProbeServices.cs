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
        services.AddSingleton(provider => PolicyOf(provider.GetRequiredService<IOptions<ProbeOptions>>().Value));
        return services;
    }

    private static ProbePolicy PolicyOf(ProbeOptions options) => new(
        options.Enabled ? ProbeOptionsCheck.ControlOf(options) : null,
        TimeSpan.FromSeconds(options.GapSecondsFrom),
        TimeSpan.FromSeconds(options.GapSecondsTo),
        TimeSpan.FromSeconds(options.HostGapSeconds),
        options.DailyBudget);
}

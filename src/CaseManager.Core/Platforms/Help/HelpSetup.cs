using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Platforms.Help;

/// <summary>Help at once: services outside the organisation, and ways to report to platforms without it.</summary>
public static class HelpSetup
{
    /// <param name="directory">The list that counts: the organisation's own, or the one the program came with.</param>
    public static IServiceCollection AddHelp(this IServiceCollection services, Func<IServiceProvider, HelpDirectory> directory) => services
        .AddSingleton(directory)
        .AddScoped<ListSelfReports>();
}

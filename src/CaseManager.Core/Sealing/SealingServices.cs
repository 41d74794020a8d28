using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Sealing.Roster;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Sealing;

/// <summary>What keeps sealed objects and released fields.</summary>
public static class SealingServices
{
    /// <param name="keyFolder">Full path of the folder with the key files.</param>
    public static IServiceCollection AddSealing(this IServiceCollection services, Func<IServiceProvider, string> keyFolder) => services
        .AddSingleton(provider => new KeyFolder(keyFolder(provider)))
        .AddSingleton<LookupHash>()
        .AddScoped<DataKeys>()
        .AddScoped<ShowRootKey>()
        .AddScoped<ShowRoster>()
        .AddScoped<StoreObjects>();
}

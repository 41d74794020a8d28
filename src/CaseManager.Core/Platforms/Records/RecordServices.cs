using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Platforms.Records;

/// <summary>The directory of platforms and regimes, and how it is changed.</summary>
public static class RecordServices
{
    public static IServiceCollection AddDirectory(this IServiceCollection services) => services
        .AddSingleton<DirectoryCache>()
        .AddScoped<ReadDirectory>()
        .AddScoped<RecordHistory>()
        .AddScoped<SaveRecord>()
        .AddScoped<ConfirmRecord>()
        .AddScoped<DecideRegime>();
}

using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>Daily heads over the audit, and their countersignatures.</summary>
public static class DailyHeadServices
{
    public static IServiceCollection AddDailyHeads(this IServiceCollection services, Func<IServiceProvider, DailyHeadOptions> options) => services
        .AddSingleton(options)
        .AddSingleton<HeadFolder>()
        .AddScoped<TakeDailyHead>()
        .AddScoped<WriteHeadFiles>()
        .AddScoped<CountersignHead>()
        .AddScoped<ReadHeads>()
        .AddScoped<ReadHeadList>()
        .AddScoped<ReadSignedHead>()
        .AddScoped<VerifyHeads>()
        .AddScoped<CompareLists>()
        .AddScoped<ShowDailyHeads>();
}

using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Retention;

/// <summary>The use cases that end what is kept.</summary>
public static class RetentionServices
{
    public static IServiceCollection AddRetention(this IServiceCollection services) => services.AddScoped<DeleteCase>().AddScoped<VerifyAudit>();
}

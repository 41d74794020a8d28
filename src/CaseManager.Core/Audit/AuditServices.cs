using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Audit;

/// <summary>What writes and checks the audit chains.</summary>
public static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddScoped<AuditLog>()
        .AddScoped<VerifyChains>();
}

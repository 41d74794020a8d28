using CaseManager.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CaseManager.Web.Hosting;

/// <summary>Healthy when the database answers the app role.</summary>
public sealed class DatabaseHealth(CaseManagerDbContext database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database does not answer.");
}

using CaseManager.Web.Hosting;
using CaseManager.Web.Security;
using CaseManager.Web.Settings;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Jobs;

/// <summary>The alarm clock: wakes the jobs, which read from the rows what is to be done.</summary>
public static class JobServices
{
    /// <summary>Schema of the scheduler's tables; the owner makes them, the app role may only use them.</summary>
    private const string Schema = "hangfire";

    /// <summary>Where administrators look at it.</summary>
    public const string Dashboard = "/jobs";

    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddScoped<OnceAtATime>().AddScoped<SendNoticesJob>().AddScoped<SweepNoticesJob>().AddScoped<TidyIntakeJob>().AddScoped<DailyHeadJob>().AddScoped<RecordSettingsJob>().AddScoped<TidyJournalJob>().AddScoped<RekeyTargetsJob>().AddScoped<ReadInboxJob>().AddScoped<FireTimersJob>();
        services.AddScoped<WorkerHealth>();
        services.AddScoped<VenuesJob>().AddSingleton<Placed>();
        services.AddScoped<WatchTargetsJob>();
        services.AddScoped<EmptyInboxJob>();
        services.AddScoped<BuildReleasesJob>();
        services.AddSingleton<ToldSettings>().AddSingleton<RekeyRest>().AddSingleton<CaughtUp>();
        services.AddHangfire((provider, hangfire) => hangfire
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(
                storage => storage.UseNpgsqlConnection(provider.GetRequiredService<IOptions<CaseManagerOptions>>().Value.Database),
                new PostgreSqlStorageOptions
                {
                    SchemaName = Schema,
                    PrepareSchemaIfNecessary = false,
                    UseSlidingInvisibilityTimeout = true,
                    InvisibilityTimeout = TimeSpan.FromMinutes(5),

                    // The scheduler's locks are rows: one left behind by a killed process stops every clock for this long.
                    DistributedLockTimeout = TimeSpan.FromSeconds(20),
                    QueuePollInterval = TimeSpan.FromSeconds(1),
                }));
        services.AddHostedService<JobWorker>();
        return services;
    }

    public static void MapJobs(this WebApplication app, Sites sites) => app
        .MapHangfireDashboard(Dashboard, new DashboardOptions
        {
            // Who may look is the policy's matter; the default list would let anybody on this machine in.
            Authorization = [],
            AppPath = "/",
            DisplayStorageConnectionString = false,
        })
        .RequireAuthorization(Policy.Administration)
        .RequireHost(sites.StaffHost);
}

using CaseManager.Core.Cases;
using CaseManager.Web.Settings;
using Hangfire;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Jobs;

/// <summary>Runs the jobs in this process, where it has the role of a worker.</summary>
public sealed class JobWorker(
    IOptions<CaseManagerOptions> options, JobStorage storage, IRecurringJobManager jobs, IServiceScopeFactory scopes,
    OrganisationZone zone) : IHostedService, IDisposable
{
    private const string EveryFiveSeconds = "*/5 * * * * *";
    private const string EveryFifteenSeconds = "*/15 * * * * *";
    private const string EveryMinute = "* * * * *";
    private const string EveryTenMinutes = "*/10 * * * *";
    private const string QuarterPastThreeAtNight = "15 3 * * *";

    private BackgroundJobServer? _server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.HasRole(ProgramRole.Worker))
        {
            return Task.CompletedTask;
        }

        jobs.AddOrUpdate<SendNoticesJob>("send-notices", JobQueues.Notices, job => job.RunAsync(CancellationToken.None), EveryFiveSeconds);
        jobs.AddOrUpdate<SweepNoticesJob>("sweep-notices", JobQueues.Notices, job => job.RunAsync(CancellationToken.None), EveryMinute);
        jobs.AddOrUpdate<ReadInboxJob>("read-inbox", JobQueues.Inbound, job => job.RunAsync(CancellationToken.None), EveryFifteenSeconds);
        jobs.AddOrUpdate<FireTimersJob>("fire-timers", JobQueues.Notices, job => job.RunAsync(CancellationToken.None), EveryMinute);
        jobs.AddOrUpdate<TidyIntakeJob>("tidy-intake", JobQueues.Tidying, job => job.RunAsync(CancellationToken.None), EveryTenMinutes);
        jobs.AddOrUpdate<RecordSettingsJob>("record-settings", JobQueues.Tidying, job => job.RunAsync(CancellationToken.None), EveryMinute);
        jobs.AddOrUpdate<DailyHeadJob>("daily-head", JobQueues.Tidying, job => job.RunAsync(CancellationToken.None), EveryMinute);
        jobs.AddOrUpdate<RekeyTargetsJob>("rekey-targets", JobQueues.Tidying, job => job.RunAsync(CancellationToken.None), EveryTenMinutes);
        jobs.AddOrUpdate<TidyJournalJob>("tidy-journal", JobQueues.Tidying, job => job.RunAsync(CancellationToken.None), EveryTenMinutes);
        jobs.AddOrUpdate<WatchTargetsJob>("watch-targets", JobQueues.Watching, job => job.RunAsync(CancellationToken.None), EveryMinute);
        jobs.AddOrUpdate<VenuesJob>("venues", JobQueues.Tidying, job => job.RunAsync(CancellationToken.None), EveryMinute);
        jobs.AddOrUpdate<EmptyInboxJob>(
            "empty-inbox", JobQueues.Tidying, job => job.RunAsync(CancellationToken.None), QuarterPastThreeAtNight, new RecurringJobOptions { TimeZone = zone.Zone });
        jobs.AddOrUpdate<BuildReleasesJob>("build-releases", JobQueues.Tidying, job => job.RunAsync(CancellationToken.None), EveryMinute);
        _server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                Queues = JobQueues.All,
                WorkerCount = 3,
                SchedulePollingInterval = TimeSpan.FromSeconds(1),
                StopTimeout = TimeSpan.FromSeconds(10),
                Activator = new Hangfire.AspNetCore.AspNetCoreJobActivator(scopes),
            },
            storage);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            _server.SendStop();
            await _server.WaitForShutdownAsync(cancellationToken);
        }
    }

    public void Dispose() => _server?.Dispose();
}

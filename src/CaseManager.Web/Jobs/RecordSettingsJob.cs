using CaseManager.Core.Access;
using CaseManager.Web.Settings;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>Once after the program started: tells the audit which settings changed since it ran before.</summary>
/// <remarks>A job, because the database may be away when the program starts; then a later tick does it.</remarks>
[AutomaticRetry(Attempts = 0)]
public sealed class RecordSettingsJob(RecordSettings record, IConfiguration settings, ToldSettings told, OnceAtATime once)
{
    [Queue(JobQueues.Tidying)]
    public async Task RunAsync(CancellationToken cancel)
    {
        if (!told.Already)
        {
            told.Already = await once.RunAsync(JobLocks.RecordSettings, () => record.RunAsync(Told(), cancel), cancel);
        }
    }

    /// <summary>What is set, without what is a secret or differs from machine to machine.</summary>
    private Dictionary<string, string> Told() => settings.GetSection(CaseManagerOptions.Section).AsEnumerable(makePathsRelative: true)
        .Where(setting => setting.Value is not null && !IsLeftOut(setting.Key))
        .ToDictionary(setting => setting.Key, setting => setting.Value!);

    private static bool IsLeftOut(string name) =>
        name is nameof(CaseManagerOptions.Database) or nameof(CaseManagerOptions.StatisticsBuilder) or nameof(CaseManagerOptions.StatisticsReader) or nameof(CaseManagerOptions.Roles)
        || name.Contains("Password", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Whether this process has told its settings.</summary>
public sealed class ToldSettings
{
    public bool Already { get; set; }
}

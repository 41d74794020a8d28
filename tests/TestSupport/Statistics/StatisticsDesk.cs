using System.Text;
using CaseManager.Core.Cases;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Statistics;
using CaseManager.Core.Statistics.Bundles;
using CaseManager.Core.Statistics.Importing;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Noise;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Releases;
using CaseManager.Core.Statistics.Restoring;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.TestSupport.Statistics;

/// <summary>An organisation's statistics on a test's database, with its two roles, a mark and a clock.</summary>
public sealed class StatisticsDesk : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly string folder = TestFolders.New();
    private readonly KeyFolder keys;

    public StatisticsDesk(TestDatabase database)
    {
        this.database = database;
        keys = new KeyFolder(Path.Combine(folder, "keys"));
        keys.Create();
        Databases = new StatisticsDatabase(database.StatisticsBuilder, database.StatisticsReader);
        Clock.SetUtcNow(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    }

    public FakeTimeProvider Clock { get; } = new();

    public StatisticsDatabase Databases { get; }

    /// <summary>Where the mark is.</summary>
    public string MarkFile => Path.Combine(Policy.MarkFolder, "ledger.json");

    /// <summary>Where noise comes from.</summary>
    public RandomWord Words { get; set; } = SystemRandomWords.Next;

    public StatisticsPolicy Policy => new("Example Help", "https://help.example", new OrganisationZone(TimeZoneInfo.Utc), Path.Combine(folder, "mark"), "CaseManager test");

    private LedgerMark Mark => new(Policy);

    private SignReleases Signer => new(keys);

    public ConfirmReleases Confirm => new(Databases, Mark, Clock);

    public async Task<ImportedContributions> ImportAsync(string csv, CancellationToken cancel)
    {
        await using var app = database.Open();
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return await new ImportContributions(Databases, Policy, new ReadDirectory(app, new DirectoryCache()), Clock).RunAsync(bytes, cancel);
    }

    public Task<Release> BuildAsync(string period, CancellationToken cancel, bool isCorrection = false) =>
        new BuildRelease(Databases, Policy, Mark, Confirm, Signer, Words, Clock).RunAsync(Read(period), isCorrection, cancel);

    public Task<RestoredReleases> RestoreAsync(IReadOnlyList<byte[]> bundles, bool areAll, CancellationToken cancel) =>
        new RestoreRelease(Databases, Mark, Confirm, Signer).RunAsync(bundles, areAll, cancel);

    public async Task<byte[]> ExportAsync(string period, CancellationToken cancel, short? revision = null) =>
        (await new ExportRelease(Databases).RunAsync(period, revision, cancel)).Bytes;

    public ValueTask DisposeAsync()
    {
        TestFolders.Delete(folder);
        return ValueTask.CompletedTask;
    }

    private static Period Read(string text) => Period.TryParse(text, out var period) ? period : throw new ArgumentException($"{text} is no period.");
}

using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Cases;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Coding;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Publishing;
using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Web.Tests.Statistics;

/// <summary>The same organisation on real ports, where an address arrives as it was written, with somebody of every role, and with counts that nobody may learn.</summary>
public sealed class HostileSite(PostgresServer server) : StatisticsSite(server)
{
    /// <summary>Cases that were coded since the last night, and cases that are open: under the smallest number that is ever shown.</summary>
    public const int Few = 17;

    /// <summary>Cases of a year that nobody built.</summary>
    public const int Many = 7919;

    /// <summary>Whoever is at the staff pages without having signed in.</summary>
    public const string Nobody = "nobody";

    /// <summary>Whoever is at the public pages.</summary>
    public const string Visitor = "visitor";

    private const short Weibo = 12;

    /// <summary>Everybody by what she may be called, and the two hosts as nobody sees them.</summary>
    public IReadOnlyDictionary<string, HttpClient> Everybody { get; private set; } = null!;

    /// <summary>A release on the public page.</summary>
    public string Published { get; private set; } = "";

    /// <summary>A release for staff only.</summary>
    public string Built { get; private set; } = "";

    /// <summary>A release that is drawn and may not be shown yet.</summary>
    public string Unconfirmed { get; private set; } = "";

    /// <summary>A request that waits for somebody.</summary>
    public string Request { get; private set; } = "";

    public StaffClient Caseworker { get; private set; } = null!;

    public StaffClient Auditor { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var cancel = TestContext.Current.CancellationToken;
        Caseworker = await AddAsync(RoleName.Caseworker);
        Auditor = await AddAsync(RoleName.Auditor);
        Everybody = new Dictionary<string, HttpClient>
        {
            [RoleName.Administrator] = Administrator.Http,
            [RoleName.Supervisor] = Supervisor.Http,
            [RoleName.Caseworker] = Caseworker.Http,
            [RoleName.Advocate] = Advocate.Http,
            [RoleName.Auditor] = Auditor.Http,
            [Nobody] = App.StaffClient(),
            [Visitor] = App.PublicClient(),
        };
        Published = HexId.Write((await BuildAsync("2025", cancel)).Id);
        Built = HexId.Write((await BuildAsync("2023", cancel)).Id);
        var unconfirmed = (await BuildAsync("2022-Q1", cancel)).Id;
        Unconfirmed = HexId.Write(unconfirmed);
        using var asked = await PostAsync(Advocate, "/statistics?handler=Ask", cancel, ("period", "2020"));
        Request = HexId.Write(Assert.Single(await RequestsAsync("2020", cancel)).Id);
        using var published = await PostAsync(Supervisor, $"/statistics/{Published}?handler=Publish", cancel);
        await PlantAsync(unconfirmed, cancel);
    }

    /// <summary>The bundles that somebody may have at this moment.</summary>
    public async Task<IReadOnlyList<byte[]>> BundlesOfAsync(string who, CancellationToken cancel)
    {
        if (who != Visitor)
        {
            return [await ExportAsync("2025", cancel), await ExportAsync("2023", cancel)];
        }

        await using var database = Database.Open();
        var published = await database.Set<Publication>().Select(row => row.ReleaseId).ToListAsync(cancel);
        var bundles = new List<byte[]>();
        foreach (var (id, period) in new[] { (Published, "2025"), (Built, "2023") })
        {
            if (published.Any(one => HexId.Write(one) == id))
            {
                bundles.Add(await ExportAsync(period, cancel));
            }
        }

        return bundles;
    }

    public override async ValueTask DisposeAsync()
    {
        Everybody[Nobody].Dispose();
        Everybody[Visitor].Dispose();
        Caseworker.Dispose();
        Auditor.Dispose();
        await base.DisposeAsync();
    }

    protected override WebApp Start(TestDatabase database) => WebApp.OnPorts(database, ("CaseManager:PublicStatistics", "true"));

    private async Task PlantAsync(Guid unconfirmed, CancellationToken cancel)
    {
        await using (var database = Database.Open())
        {
            for (var row = 0; row < Few; row++)
            {
                database.Add(new InboxRow
                {
                    Id = RandomId.New(),
                    Side = Side.Intake,
                    Month = Month.Of(2026, 1),
                    Platform = Weibo,
                    HarmType = 1,
                    Country = "KR",
                    AgeBand = 2,
                });
                database.Add(new Case { CaseId = RandomId.New(), OpenedAt = App.Clock.GetUtcNow() });
            }

            await database.SaveChangesAsync(cancel);
        }

        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync(cancel);
        await using var hide = new NpgsqlCommand("""delete from statistics.confirmations where "ReleaseId" = $1""", owner);
        hide.Parameters.AddWithValue(unconfirmed);
        await hide.ExecuteNonQueryAsync(cancel);
        await using var many = new NpgsqlCommand(
            """
            insert into statistics.intakes ("Id", "Month", "Platform", "HarmType", "Country", "AgeBand")
            select gen_random_uuid(), $1, $2, 1, 'KR', 2 from generate_series(1, $3)
            """,
            owner);
        many.Parameters.AddWithValue(Month.Of(2024, 5).Index);
        many.Parameters.AddWithValue(Weibo);
        many.Parameters.AddWithValue(Many);
        await many.ExecuteNonQueryAsync(cancel);
    }
}

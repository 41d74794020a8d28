using System.Globalization;
using System.Text;
using AngleSharp.Html.Dom;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Statistics.Importing;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Releases;
using CaseManager.Core.Statistics.Requests;
using CaseManager.TestSupport;
using CaseManager.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Statistics;

/// <summary>An organisation that may build, with one person of each role that has to do with it. It is 2 March 2026.</summary>
public class StatisticsSite(PostgresServer server) : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public WebApp App { get; private set; } = null!;

    public StaffClient Advocate { get; private set; } = null!;

    public StaffClient Supervisor { get; private set; } = null!;

    public StaffClient Administrator { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        Database = await server.CreateDatabaseAsync(cancel);
        App = Start(Database);
        App.Settings["CaseManager:PublicStatistics"] = "true";
        Advocate = await AddAsync(RoleName.Advocate);
        Supervisor = await AddAsync(RoleName.Supervisor);
        Administrator = await AddAsync(RoleName.Administrator);
        await ImportAsync(2025, cancel);
    }

    public Task<StaffClient> AddAsync(params string[] roles) => StaffClient.CreateAsync(App, TestContext.Current.CancellationToken, roles);

    /// <summary>1,200 cases of a year: enough for shares and a median.</summary>
    public async Task ImportAsync(int year, CancellationToken cancel)
    {
        var csv = new StringBuilder("side,period,platform,harm_type,country,age_band,outcome,time_to_removal_band\n");
        for (var row = 0; row < 1_200; row++)
        {
            var month = Month.Of(year, (row % 12) + 1);
            var platform = row % 2 == 0 ? "telegram" : row % 3 == 0 ? "x" : "instagram";
            csv.Append(CultureInfo.InvariantCulture, $"intake,{month},{platform},threat_to_share,KR,18_24,,\n");
            csv.Append(CultureInfo.InvariantCulture, $"closure,{month},{platform},,,,removed_all,{(row % 4 == 0 ? "up_to_24h" : "up_to_48h")}\n");
        }

        await RunAsync<ImportContributions>(import => import.RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString())), cancel));
    }

    /// <summary>What the worker does.</summary>
    public Task RunJobAsync(CancellationToken cancel) => RunAsync<BuildReleasesJob>(job => job.RunAsync(cancel));

    public async Task<Release> BuildAsync(string period, CancellationToken cancel)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BuildRelease>().RunAsync(Read(period), isCorrection: false, cancel);
    }

    public async Task<byte[]> ExportAsync(string period, CancellationToken cancel)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ExportRelease>().RunAsync(period, null, cancel)).Bytes;
    }

    /// <summary>Posts a form of a page, with the token every form of it has.</summary>
    public static async Task<HttpResponseMessage> PostAsync(StaffClient who, string address, CancellationToken cancel, params (string Name, string Value)[] fields)
    {
        var page = await who.Http.GetPageAsync("/sign-out", cancel);
        using var content = new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", page.QuerySelector("meta[name=antiforgery]")!.GetAttribute("content")!),
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);
        return await who.Http.PostAsync(new Uri(address, UriKind.Relative), content, cancel);
    }

    /// <summary>The sentences of a refusal on the page that answered; empty where it was done.</summary>
    public static async Task<string> RefusalAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var page = await answer.ReadPageAsync(cancel);
        return string.Join(' ', page.QuerySelectorAll(".govuk-error-summary li").Select(line => line.TextContent));
    }

    public static Task<IHtmlDocument> BuildingAsync(StaffClient who, CancellationToken cancel) => who.Http.GetPageAsync("/statistics/building", cancel);

    public async Task<IReadOnlyList<BuildRequest>> RequestsAsync(string period, CancellationToken cancel)
    {
        await using var database = Database.Open();
        return await database.Set<BuildRequest>().AsNoTracking().Where(row => row.Period == period).OrderBy(row => row.RequestedAt).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<AuditEvent>> EventsAsync(string type, CancellationToken cancel)
    {
        await using var database = Database.Open();
        return await database.Set<AuditEvent>().Where(one => one.ChainId == AuditLog.Organisation && one.Type == type).OrderBy(one => one.Sequence).ToListAsync(cancel);
    }

    public async Task RunAsync<T>(Func<T, Task> work)
        where T : notnull
    {
        await using var scope = App.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    public virtual async ValueTask DisposeAsync()
    {
        Advocate.Dispose();
        Supervisor.Dispose();
        Administrator.Dispose();
        await App.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual WebApp Start(TestDatabase database) => WebApp.InMemory(database);

    private static Period Read(string text) => Period.TryParse(text, out var period) ? period : throw new ArgumentException($"{text} is no period.");
}

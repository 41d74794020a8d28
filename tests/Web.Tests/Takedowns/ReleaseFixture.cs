using System.Globalization;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Takedowns;

/// <summary>An organisation with two people who may release, a relay, and a database of its own.</summary>
public sealed class ReleaseFixture(PostgresServer server) : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public WebApp App { get; private set; } = null!;

    public SmtpPeer Peer { get; } = SmtpPeer.Start();

    public TestGenesis Genesis { get; } = new();

    public TestRoster Roster { get; private set; } = null!;

    public CaseworkerBrowser First { get; private set; } = null!;

    public CaseworkerBrowser Second { get; private set; } = null!;

    public PublicApiClient Api => new(App.PublicClient());

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        Database = await server.CreateDatabaseAsync(cancel);
        App = WebApp.InMemory(Database);
        App.Settings["CaseManager:Intake:Difficulty"] = "6";
        App.Settings["CaseManager:Intake:FloodReports"] = "100000";
        App.Settings["CaseManager:Takedowns:ContactGapSeconds"] = "0";
        App.Settings["CaseManager:Mail:Smtp:Host"] = "127.0.0.1";
        App.Settings["CaseManager:Mail:Smtp:Port"] = Peer.Port.ToString(CultureInfo.InvariantCulture);
        await Genesis.InstallAsync(Database, cancel);
        Roster = new TestRoster(Genesis, Database);
        First = await AddCaseworkerAsync(RoleName.Caseworker, cancel);
        Second = await AddCaseworkerAsync(RoleName.Supervisor, cancel);
    }

    /// <summary>A person with an account and a key in the roster.</summary>
    public async Task<CaseworkerBrowser> AddCaseworkerAsync(string role, CancellationToken cancel)
    {
        var browser = new CaseworkerBrowser(Genesis, await StaffClient.CreateAsync(App, cancel, role));
        await Roster.AdmitAsync(browser.Id, browser.SigningKey, cancel);
        return browser;
    }

    /// <summary>Days later: sessions are over by then, so two other people are signed in.</summary>
    public async Task ReturnLaterAsync(TimeSpan time, CancellationToken cancel)
    {
        App.Clock.Advance(time);
        First.Dispose();
        Second.Dispose();
        First = await AddCaseworkerAsync(RoleName.Caseworker, cancel);
        Second = await AddCaseworkerAsync(RoleName.Supervisor, cancel);
    }

    /// <summary>A report that came in with these consents and was taken up.</summary>
    public async Task<SurvivorBrowser> OpenCaseAsync(CancellationToken cancel, params string[] consents)
    {
        var her = new SurvivorBrowser(Genesis);
        var answer = await Api.PostWithProofAsync("/api/reports", her.Report("only she wrote this", consents), cancel);
        Assert.Equal(201, answer.Status);
        await using var database = Database.Open();
        database.Add(new Case { CaseId = her.CaseId, OpenedAt = App.Clock.GetUtcNow() });
        await database.SaveChangesAsync(cancel);
        return her;
    }

    /// <summary>An authority to act lies in the case; what is in it, the server cannot read.</summary>
    public async Task AddAuthorityAsync(SurvivorBrowser her, CancellationToken cancel)
    {
        await using var database = Database.Open();
        database.Add(new SealedObject
        {
            CaseId = her.CaseId,
            ObjectId = RandomId.New(),
            KeyPair = KeyPairName.N,
            Generation = 0,
            Kind = ObjectKinds.Authority,
            Author = Authors.Staff(First.Id),
            Sequence = 1,
            Previous = new byte[32],
            Hash = new byte[32],
            File = [1],
            StoredAt = App.Clock.GetUtcNow(),
        });
        await database.SaveChangesAsync(cancel);
    }

    /// <summary>An address is found not to exist.</summary>
    public async Task SuppressAsync(string address, CancellationToken cancel)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var contact = scope.ServiceProvider.GetRequiredService<ContactHash>().Of(address);
        await scope.ServiceProvider.GetRequiredService<SuppressAddress>()
            .RunAsync(contact, "contact:test", SuppressionReasons.HardBounce, Actor.Job("read-answers"), cancel);
    }

    /// <summary>Sends whatever is due.</summary>
    public async Task SendAsync(CancellationToken cancel)
    {
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SendNotices>().RunAsync("test", cancel);
    }

    public async ValueTask DisposeAsync()
    {
        First.Dispose();
        Second.Dispose();
        await App.DisposeAsync();
        await Peer.DisposeAsync();
        await Database.DisposeAsync();
    }
}

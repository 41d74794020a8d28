using System.Text.Json.Nodes;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Roster;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Setup;

/// <summary>An installation before its ceremony: an administrator, and two supervisors whose browsers have posted their keys.</summary>
internal sealed class SetupSite : IAsyncDisposable
{
    private SetupSite(TestDatabase database)
    {
        Database = database;
        App = WebApp.InMemory(database);
    }

    public TestDatabase Database { get; }

    public WebApp App { get; }

    public RosterWriter Roster { get; } = new();

    public StaffClient Administrator { get; private set; } = null!;

    public (Guid Id, TestKeys Keys) First { get; private set; }

    public (Guid Id, TestKeys Keys) Second { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SetupSite> StartAsync(PostgresServer server)
    {
        var site = new SetupSite(await server.CreateDatabaseAsync(Cancel));
        site.Administrator = await StaffClient.CreateAsync(site.App, Cancel, RoleName.Administrator);
        site.First = await site.WithKeysAsync(RoleName.Supervisor);
        site.Second = await site.WithKeysAsync(RoleName.Supervisor);
        return site;
    }

    /// <summary>Somebody whose browser has posted her keys.</summary>
    public async Task<(Guid Id, TestKeys Keys)> WithKeysAsync(params string[] roles)
    {
        var keys = new TestKeys();
        using var member = await StaffClient.CreateAsync(App, Cancel, roles);
        using var posted = await member.SendAsync(HttpMethod.Post, "/api/staff/keys", keys.Posted(member.Id), Cancel);
        posted.EnsureSuccessStatusCode();
        return (member.Id, keys);
    }

    /// <returns>The code of the refusal; <see langword="null"/> where it was taken.</returns>
    public Task<string?> PostAsync(string address, object body) => PostAsync(Administrator, address, body);

    public static async Task<string?> PostAsync(StaffClient member, string address, object body)
    {
        using var answer = await member.SendAsync(HttpMethod.Post, address, body, Cancel);
        return answer.IsSuccessStatusCode ? null : (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"] ?? answer.StatusCode.ToString();
    }

    public async Task<int> EntriesAsync()
    {
        await using var database = Database.Open();
        return await database.Set<RosterEntry>().CountAsync(Cancel);
    }

    /// <summary>What the organisation's chain says happened, in order.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync()
    {
        await using var database = Database.Open();
        return await database.Set<AuditEvent>().Where(one => one.ChainId == AuditLog.Organisation).OrderBy(one => one.Sequence).Select(one => one.Type).ToListAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Administrator?.Dispose();
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }
}

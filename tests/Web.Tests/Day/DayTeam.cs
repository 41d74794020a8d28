using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Roster;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Day;

/// <summary>A team of which everybody has the team's keys.</summary>
public sealed class DayTeam(PostgresServer server) : IAsyncLifetime
{
    public CaseTeam Cases { get; } = new(server);

    public WebApp App => Cases.App;

    public StaffClient Anna => Cases.First;

    public StaffClient Supervisor => Cases.Second;

    public StaffClient Ben { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Cases.InitializeAsync();
        Ben = await AddAsync(TestContext.Current.CancellationToken);
        await GiveTeamKeysAsync([Anna.Id, Supervisor.Id], TestContext.Current.CancellationToken);
    }

    /// <summary>One more caseworker.</summary>
    public async Task<StaffClient> AddAsync(CancellationToken cancel)
    {
        var member = await StaffClient.CreateAsync(App, cancel, RoleName.Caseworker);
        await GiveTeamKeysAsync([member.Id], cancel);
        return member;
    }

    /// <summary>Runs a use case as the program does.</summary>
    public async Task<T> RunAsync<TUseCase, T>(Func<TUseCase, Task<T>> run)
        where TUseCase : notnull
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    /// <summary>Runs a use case, and gives the code it was refused with.</summary>
    public Task<string?> RefusalAsync<TUseCase>(Func<TUseCase, Task> run)
        where TUseCase : notnull => RunAsync<TUseCase, string?>(async useCase =>
    {
        try
        {
            await run(useCase);
            return null;
        }
        catch (RefusedException refusal)
        {
            return refusal.Code;
        }
    });

    /// <summary>How often something was written into a chain.</summary>
    public async Task<int> EventsAsync(Guid chain, string type, CancellationToken cancel)
    {
        await using var database = Cases.Database.Open();
        return await database.Set<AuditEvent>().CountAsync(one => one.ChainId == chain && one.Type == type, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Ben.Dispose();
        await Cases.DisposeAsync();
    }

    private async Task GiveTeamKeysAsync(IEnumerable<Guid> people, CancellationToken cancel)
    {
        await using var database = Cases.Database.Open();
        database.AddRange(people.Select(id => new EpochWrap { Epoch = 1, StaffId = id, File = [1] }));
        await database.SaveChangesAsync(cancel);
    }
}

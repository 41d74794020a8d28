using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.TestSupport.Takedowns;

/// <summary>The part of the program that looks at links, as one worker process would run it, on a test's database, network and clock.</summary>
public sealed class WatchWorker(
    TestDatabase database, string keyFolder, ILinkProbe probe, TimeProvider time, ProbePolicy? policy = null, params IInterceptor[] faults) : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddSingleton(time)
        .AddCaseManagerDatabase(_ => database.App)
        .ConfigureDbContext<CaseManagerDbContext>(options => options.AddInterceptors(faults))
        .AddAudit()
        .AddSealing(_ => keyFolder)
        .AddTakedowns()
        .AddSingleton(OutboxWorker.DefaultPolicy)
        .AddSingleton(policy ?? DefaultPolicy)
        .AddSingleton(probe)
        .BuildServiceProvider();

    /// <summary>With no gap: a test's clock stands still.</summary>
    public static ProbePolicy DefaultPolicy { get; } = new("tg:post:@ourchannel:1", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 10_000);

    /// <summary>One run.</summary>
    public Task<int> RunAsync(CancellationToken cancel) => UseAsync<WatchTargets, int>(watch => watch.RunAsync(cancel));

    /// <summary>One service for the length of a call.</summary>
    public async Task<TResult> UseAsync<TService, TResult>(Func<TService, Task<TResult>> use)
        where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

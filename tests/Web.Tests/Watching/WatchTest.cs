using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Probes;
using CaseManager.Web.Tests.Probes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Web.Tests.Watching;

/// <summary>A worker, the network outside and a clock for tests of looking at links.</summary>
public abstract class WatchTest(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _used = [];
    private HttpLinkProbe? _probe;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected TestDatabase Database => fixture.Database;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 6, 2, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Folder of the key files.</summary>
    protected string Keys { get; } = TestFolders.New();

    protected WatchedTargets Targets { get; private set; } = null!;

    protected WatchWorker Worker { get; private set; } = null!;

    /// <summary>The posts that are there, as <c>name/1</c>; ours is among them.</summary>
    protected HashSet<string> Posts { get; } = ["ourchannel/1"];

    /// <summary>The network outside.</summary>
    private protected Site Outside { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        new KeyFolder(Keys).Create();
        Outside = await Site.StartAsync(Cancel);
        Outside.Answer = context => Site.Page(PageOf(context.Request.Path.Value![1..]))(context);
        _probe = Outside.Probe(Clock);
        Targets = new WatchedTargets(Database, new KeyFolder(Keys), Clock);
        Worker = NewWorker();
    }

    public async ValueTask DisposeAsync()
    {
        await using (var database = Database.Open())
        {
            // What one test watches is not due in the next.
            await database.Set<Target>().ExecuteDeleteAsync(CancellationToken.None);
            await database.Set<ProbeState>().ExecuteDeleteAsync(CancellationToken.None);
        }

        foreach (var worker in _used)
        {
            await worker.DisposeAsync();
        }

        _probe?.Dispose();
        await Outside.DisposeAsync();
        Directory.Delete(Keys, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected WatchWorker NewWorker(ProbePolicy? policy = null, params Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor[] faults)
    {
        var worker = new WatchWorker(Database, Keys, _probe!, Clock, policy, faults);
        _used.Add(worker);
        return worker;
    }

    /// <summary>Telegram's preview of a post, there or not.</summary>
    protected string PageOf(string post) => Posts.Contains(post)
        ? $"<div class=\"tgme_widget_message\" data-post=\"{post}\">words</div>"
        : "<div class=\"tgme_widget_message_error\">Post not found</div>";

    /// <summary>Runs after each of the given hours.</summary>
    protected async Task RunAfterAsync(params int[] hours)
    {
        foreach (var wait in hours)
        {
            Clock.Advance(TimeSpan.FromHours(wait));
            await Worker.RunAsync(Cancel);
        }
    }

    protected async Task<TargetState> StateAsync(WatchedTarget target)
    {
        await using var database = Database.Open();
        return await database.Set<Target>().Where(row => row.Id == target.Id).Select(row => row.State).SingleAsync(Cancel);
    }

    protected async Task<TargetWatch> WatchAsync(Guid targetId)
    {
        await using var database = Database.Open();
        return await database.Set<TargetWatch>().AsNoTracking().SingleAsync(row => row.TargetId == targetId, Cancel);
    }

    protected async Task<IReadOnlyList<Observation>> ObservationsAsync(WatchedTarget target)
    {
        await using var database = Database.Open();
        return await database.Set<Observation>().AsNoTracking().Where(row => row.TargetId == target.Id).OrderBy(row => row.At).ToListAsync(Cancel);
    }

    protected async Task<IReadOnlyList<RequestState>> RequestsAsync(WatchedTarget target)
    {
        await using var database = Database.Open();
        return await database.Set<TakedownRequest>().Where(row => row.TargetId == target.Id).Select(row => row.State).ToListAsync(Cancel);
    }

    protected async Task<ProbeState> PaceAsync()
    {
        await using var database = Database.Open();
        return await database.Set<ProbeState>().AsNoTracking().SingleAsync(row => row.Scope == ProbeState.Everywhere, Cancel);
    }

    protected async Task<IReadOnlyList<string>> EventsAsync(Guid caseId)
    {
        await using var database = Database.Open();
        return await database.Set<AuditEvent>().Where(row => row.ChainId == caseId).OrderBy(row => row.Sequence).Select(row => row.Type).ToListAsync(Cancel);
    }
}

using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns.Faults;
using CaseManager.Web.Mail;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.TestSupport.Takedowns;

/// <summary>The sending part of the program as one worker process would run it, on a test's database, relay and clock.</summary>
public sealed class OutboxWorker : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _name;

    /// <param name="policy">What the organisation decided; as the program ships where nothing is said.</param>
    public OutboxWorker(
        TestDatabase database, string keyFolder, SmtpPeer peer, TimeProvider time, string name = "worker", IMailbox? journal = null, TakedownPolicy? policy = null,
        params IInterceptor[] faults)
        : this(database, keyFolder, peer.Port, time, name, journal, policy, faults)
    {
    }

    /// <param name="relay">Port of the relay on 127.0.0.1.</param>
    /// <param name="policy">What the organisation decided; as the program ships where nothing is said.</param>
    public OutboxWorker(
        TestDatabase database, string keyFolder, int relay, TimeProvider time, string name = "worker", IMailbox? journal = null, TakedownPolicy? policy = null,
        params IInterceptor[] faults)
        : this(database, keyFolder, relay, transport: null, time, name, journal, policy, faults)
    {
    }

    /// <param name="transport">The way out, instead of the program's own.</param>
    public OutboxWorker(TestDatabase database, string keyFolder, INoticeTransport transport, TimeProvider time, string name = "worker")
        : this(database, keyFolder, relay: 0, transport, time, name, journal: null, policy: null, [])
    {
    }

    private OutboxWorker(
        TestDatabase database, string keyFolder, int relay, INoticeTransport? transport, TimeProvider time, string name, IMailbox? journal, TakedownPolicy? policy, IInterceptor[] faults)
    {
        _name = name;
        // A session that was thrown out goes with its worker, instead of waiting in the pool for whoever comes next.
        _services = new ServiceCollection()
            .AddSingleton(time)
            .AddCaseManagerDatabase(_ => faults.OfType<DroppedConnection>().Any() ? $"{database.App};Pooling=false" : database.App)
            .ConfigureDbContext<CaseManagerDbContext>(options => options.AddInterceptors(faults))
            .AddAudit()
            .AddSealing(_ => keyFolder)
            .AddTakedowns()
            .AddSingleton(policy ?? DefaultPolicy)
            .AddSingleton(journal ?? new NoMailbox())
            .AddSingleton(new MailTokens("casework.example", new MailKey(1, new byte[32])))
            .AddSingleton(new NoticeSigner(Microsoft.Extensions.Options.Options.Create(new DkimOptions())))
            .AddScoped<SmtpNoticeTransport>()
            .AddScoped(services => transport ?? services.GetRequiredService<SmtpNoticeTransport>())
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(new SmtpOptions
            {
                Host = "127.0.0.1",
                Port = relay,
                Security = MailSecurity.None,
                TimeoutSeconds = 10,
            }))
            .BuildServiceProvider();
    }

    /// <summary>As the program ships.</summary>
    public static TakedownPolicy DefaultPolicy { get; } = new(TimeZoneInfo.Utc, SecondPerson: false, Journal: null, TakedownPolicy.DefaultSearchWindow);

    /// <summary>Sends what is due, once through.</summary>
    public Task<int> SendAsync(CancellationToken cancel) => UseAsync<SendNotices, int>(send => send.RunAsync(_name, cancel));

    public Task<int> SweepAsync(CancellationToken cancel) => UseAsync<SweepNotices, int>(sweep => sweep.RunAsync(cancel));

    public Task<int> StopSuppressedAsync(CancellationToken cancel) => UseAsync<StopSuppressed, int>(stop => stop.RunAsync(cancel));

    public Task<int> ReconcileAsync(CancellationToken cancel) => UseAsync<ReconcileNotice, int>(async reconcile =>
    {
        var waiting = await reconcile.FindAsync(cancel);
        foreach (var noticeId in waiting)
        {
            await reconcile.RunAsync(noticeId, cancel);
        }

        return waiting.Count;
    });

    /// <summary>One service for the length of a call.</summary>
    public async Task<TResult> UseAsync<TService, TResult>(Func<TService, Task<TResult>> use)
        where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>One service for the length of a call.</summary>
    public Task UseAsync<TService>(Func<TService, Task> use)
        where TService : notnull => UseAsync<TService, bool>(async service =>
        {
            await use(service);
            return true;
        });

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Jobs;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseManager.Web.Tests.Jobs;

public sealed class SendNoticesJobTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_WakesByItself_AndTheJobTablesHoldNoWordOfTheNotice()
    {
        await using var peer = SmtpPeer.Start();
        await using var app = App(peer);
        var notice = await new NoticeSeed(fixture.Database, new KeyFolder(app.KeyFolder), app.Clock).AddNoticeAsync(Cancel, regime: "eu-dsa-16");

        using var http = app.PublicClient();
        await Eventually.IsTrueAsync(async () => (await ReadAsync(notice)).State == NoticeState.Accepted, Cancel);

        Assert.Equal(notice.Bytes, Assert.Single(peer.Accepted).Bytes);
        await using var connection = new NpgsqlConnection(fixture.Database.Owner);
        await connection.OpenAsync(Cancel);
        await using var search = new NpgsqlCommand(
            "select count(*) from hangfire.job j left join hangfire.state s on s.jobid = j.id where j::text like '%platform.example%' or s::text like '%platform.example%'", connection);
        Assert.Equal(0L, await search.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Job_SomebodyElseIsAtIt_Skips()
    {
        await using var peer = SmtpPeer.Start();
        await using var app = App(peer, roles: "web");
        await new NoticeSeed(fixture.Database, new KeyFolder(app.KeyFolder), app.Clock).AddNoticeAsync(Cancel, regime: "eu-dsa-16");
        using var http = app.PublicClient();
        // Not pooled: a connection that waits in the pool would keep the lock, and the other test's worker would wait for it.
        await using var connection = new NpgsqlConnection($"{fixture.Database.App};Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var take = new NpgsqlCommand($"select pg_advisory_lock({JobLocks.SendNotices})", connection);
        await take.ExecuteNonQueryAsync(Cancel);

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SendNoticesJob>().RunAsync(Cancel);

        Assert.Equal(0, peer.Connections);
    }

    [Fact]
    public void Job_IsNeverTriedAgainByTheScheduler()
    {
        foreach (var job in new[] { typeof(SendNoticesJob), typeof(SweepNoticesJob), typeof(DailyHeadJob), typeof(RecordSettingsJob) })
        {
            var retry = Assert.Single(job.CustomAttributes, attribute => attribute.AttributeType == typeof(AutomaticRetryAttribute));
            Assert.Equal(0, Assert.Single(retry.NamedArguments, argument => argument.MemberName == nameof(AutomaticRetryAttribute.Attempts)).TypedValue.Value);
        }
    }

    private WebApp App(SmtpPeer peer, string roles = "web,worker")
    {
        var app = WebApp.InMemory(fixture.Database);
        new KeyFolder(app.KeyFolder).Create();
        app.Settings["CaseManager:Roles"] = roles;
        app.Settings["CaseManager:Mail:Smtp:Host"] = "127.0.0.1";
        app.Settings["CaseManager:Mail:Smtp:Port"] = peer.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return app;
    }

    private async Task<Notice> ReadAsync(SeededNotice notice)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<Notice>().AsNoTracking().SingleAsync(row => row.Id == notice.Id, Cancel);
    }
}

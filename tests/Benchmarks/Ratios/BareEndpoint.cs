using CaseManager.Core;
using CaseManager.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseManager.Benchmarks.Ratios;

/// <summary>The least that takes in bytes and keeps them: Kestrel, one insert, no questions.</summary>
public sealed class BareEndpoint : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly NpgsqlDataSource database;

    private BareEndpoint(WebApplication app, NpgsqlDataSource database)
    {
        this.app = app;
        this.database = database;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
    }

    public Uri Address { get; }

    public static async Task<BareEndpoint> StartAsync(TestDatabase database, CancellationToken cancel)
    {
        var source = NpgsqlDataSource.Create(database.Owner);
        await using (var create = source.CreateCommand("create table public.bare (id uuid primary key, body bytea not null)"))
        {
            await create.ExecuteNonQueryAsync(cancel);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/", async (HttpRequest request, CancellationToken stop) =>
        {
            using var body = new MemoryStream((int)request.ContentLength!);
            await request.Body.CopyToAsync(body, stop);
            await using var insert = source.CreateCommand("insert into public.bare (id, body) values ($1, $2)");
            insert.Parameters.AddWithValue(RandomId.New());
            insert.Parameters.AddWithValue(body.ToArray());
            await insert.ExecuteNonQueryAsync(stop);
        });
        await app.StartAsync(cancel);
        return new BareEndpoint(app, source);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }
}

using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Statistics.Ledger;

/// <summary>Of builds and restores one goes at a time, and no file comes in meanwhile.</summary>
internal sealed class LedgerLock : IAsyncDisposable
{
    private const long Key = 0x4341_5345_0100;
    private readonly CaseManagerDbContext builder;

    private LedgerLock(CaseManagerDbContext builder) => this.builder = builder;

    /// <summary>Waits until nobody else builds. The connection stays open.</summary>
    public static async Task<LedgerLock> TakeAsync(CaseManagerDbContext builder, CancellationToken cancel)
    {
        await builder.Database.OpenConnectionAsync(cancel);
        var taken = new LedgerLock(builder);
        try
        {
            await builder.Database.ExecuteSqlAsync($"select pg_advisory_lock({Key})", cancel);
            return taken;
        }
        catch
        {
            // It may have been granted in the very moment somebody stopped waiting.
            await taken.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until nobody builds, and lets nobody begin before the caller's transaction ends.</summary>
    public static Task ShareAsync(CaseManagerDbContext builder, CancellationToken cancel) =>
        builder.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared({Key})", cancel);

    public async ValueTask DisposeAsync()
    {
        // A connection that goes back to its pool must not keep it.
        var connection = (NpgsqlConnection)builder.Database.GetDbConnection();
        try
        {
            await builder.Database.ExecuteSqlAsync($"select pg_advisory_unlock({Key})", CancellationToken.None);
        }
        catch (Exception broken) when (broken is NpgsqlException or InvalidOperationException)
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await builder.Database.CloseConnectionAsync();
    }
}

using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Statistics.Ledger;

/// <summary>Of builds and restores one goes at a time, and no file comes in meanwhile.</summary>
internal sealed class LedgerLock : IAsyncDisposable
{
    private readonly CaseManagerDbContext builder;

    private LedgerLock(CaseManagerDbContext builder) => this.builder = builder;

    /// <summary>Waits until nobody else builds. The connection stays open.</summary>
    public static async Task<LedgerLock> TakeAsync(CaseManagerDbContext builder, CancellationToken cancel)
    {
        await builder.Database.OpenConnectionAsync(cancel);
        var taken = new LedgerLock(builder);
        try
        {
            await builder.Database.ExecuteSqlAsync($"select pg_advisory_lock({FixedMonths.Lock})", cancel);
            return taken;
        }
        catch
        {
            // It may have been granted in the very moment somebody stopped waiting.
            await taken.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A connection that goes back to its pool must not keep it.
        var connection = (NpgsqlConnection)builder.Database.GetDbConnection();
        try
        {
            await builder.Database.ExecuteSqlAsync($"select pg_advisory_unlock({FixedMonths.Lock})", CancellationToken.None);
        }
        catch (Exception broken) when (broken is NpgsqlException or InvalidOperationException)
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await builder.Database.CloseConnectionAsync();
    }
}

using System.Globalization;
using Npgsql;

namespace CaseManager.Web.Hosting;

/// <summary>
/// PostgreSQL restarts, or cannot be reached: whoever asks meanwhile is told to ask again.
/// What was being stored is either stored whole or not at all, and may be sent once more.
/// </summary>
public static class DatabaseAway
{
    /// <summary>A restart takes about as long.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Whether a failure says that the database, not the request, is at fault.</summary>
    public static bool Is(Exception failure) =>
        failure is NpgsqlException { IsTransient: true }
        || IsBrokenBetweenCommands(failure)
        || (failure.InnerException is { } inner && Is(inner));

    /// <summary>Says when to ask again.</summary>
    public static void AskToRetry(HttpResponse response) =>
        response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    // The driver says so of a transaction whose connection broke after its last command.
    private static bool IsBrokenBetweenCommands(Exception failure) => failure is InvalidOperationException { Source: nameof(Npgsql) };
}

using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics;

/// <summary>The database as the two roles of the statistics see it: the builder reads contributions and writes releases, the reader reads releases.</summary>
/// <param name="builder">Connection string of the role <c>casemanager_statistics_builder</c>; empty where this machine builds nothing.</param>
/// <param name="reader">Connection string of the role <c>casemanager_statistics_reader</c>; empty where this machine shows nothing.</param>
public sealed class StatisticsDatabase(string builder, string reader)
{
    // A year of a large organisation on a slow disk.
    private static readonly TimeSpan LongestCount = TimeSpan.FromMinutes(10);

    /// <summary>Whether this machine may build.</summary>
    public bool CanBuild => builder.Length > 0;

    /// <exception cref="RefusedException">No connection is set.</exception>
    public CaseManagerDbContext OpenBuilder()
    {
        var context = Open(builder, "statistics-builder-missing");
        context.Database.SetCommandTimeout(LongestCount);
        return context;
    }

    /// <exception cref="RefusedException">No connection is set.</exception>
    public CaseManagerDbContext OpenReader() => Open(reader, "statistics-reader-missing");

    private static CaseManagerDbContext Open(string connection, string missing) =>
        connection.Length > 0 ? new(CaseManagerDatabase.Options(connection)) : throw new RefusedException(missing, RefusalKind.NotNow);
}

using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseManager.Core;

/// <summary>The one place that says how the database is reached, for the web, migrations, tests and benchmarks alike.</summary>
public static class CaseManagerDatabase
{
    /// <summary>Assembly that holds the generated migrations; nothing here loads it.</summary>
    public const string MigrationsAssembly = "CaseManager.Migrations";

    /// <summary>Schema of the table that remembers which migrations ran; the app role has no right on it.</summary>
    public const string HistorySchema = "migrations";

    private const int PreparedStatements = 100;

    /// <summary>For programs without services of their own; the context reads the account schema's version from here.</summary>
    private static readonly ServiceProvider Stores =
        new ServiceCollection().Configure<IdentityOptions>(KeepPasskeys).BuildServiceProvider();

    /// <summary>Adds the context to a program that has its own services.</summary>
    public static IServiceCollection AddCaseManagerDatabase(this IServiceCollection services, Func<IServiceProvider, string> connection) =>
        services
            .Configure<IdentityOptions>(KeepPasskeys)
            .AddDbContext<CaseManagerDbContext>((provider, options) => Use(options, connection(provider)));

    /// <summary>Options for migrations, tests and tools.</summary>
    public static DbContextOptions<CaseManagerDbContext> Options(string connection)
    {
        var options = new DbContextOptionsBuilder<CaseManagerDbContext>().UseApplicationServiceProvider(Stores);
        Use(options, connection);
        return options.Options;
    }

    private static void Use(DbContextOptionsBuilder options, string connection) => options.UseNpgsql(
        Prepared(connection),
        npgsql => npgsql.MigrationsAssembly(MigrationsAssembly).MigrationsHistoryTable("History", HistorySchema));

    /// <summary>Lets PostgreSQL plan what is asked often only once, unless the operator's setting says otherwise.</summary>
    private static string Prepared(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = PreparedStatements;
        }

        return settings.ConnectionString;
    }

    // Without version 3 the model silently lacks the passkey table.
    private static void KeepPasskeys(IdentityOptions identity) =>
        identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
}

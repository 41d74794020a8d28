using CaseManager.Web.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CaseManager.Web.Commands;

/// <summary>Runs a verb that needs the settings and the database, and serves nothing.</summary>
public static class OperatorVerb
{
    /// <param name="work">Gets the services of one unit of work; its answer is the exit code.</param>
    public static async Task<int> RunAsync(
        TextWriter error, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancel)
    {
        try
        {
            // A verb's output is its answer: nothing else may be written between.
            await using var app = CaseManagerWeb.Build(["--Logging:LogLevel:Default=None"]);
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await using var scope = app.Services.CreateAsyncScope();
            return await work(scope.ServiceProvider, cancel);
        }
        catch (Exception refusal) when (WrongSettings.In(refusal) is { Count: > 0 } failures)
        {
            foreach (var failure in failures)
            {
                await error.WriteLineAsync(failure);
            }
        }
        catch (Exception failure) when (OfDatabase(failure) is { } cause)
        {
            await error.WriteLineAsync(cause is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName }
                ? "The database does not have this program's schema: let its owner run the migrations program first."
                : $"The database could not do this: {cause.Message}");
        }

        return CommandLine.CouldNot;
    }

    // EF Core wraps what the driver says.
    private static NpgsqlException? OfDatabase(Exception? failure) => failure as NpgsqlException ?? (failure is null ? null : OfDatabase(failure.InnerException));
}

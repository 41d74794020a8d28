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
        catch (OptionsValidationException refusal)
        {
            foreach (var failure in refusal.Failures)
            {
                await error.WriteLineAsync(failure);
            }
        }
        catch (NpgsqlException failure)
        {
            await error.WriteLineAsync($"The database could not do this: {failure.Message}");
        }

        return CommandLine.CouldNot;
    }
}

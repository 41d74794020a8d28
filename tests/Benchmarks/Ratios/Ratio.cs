using System.CommandLine;
using System.Globalization;

namespace CaseManager.Benchmarks.Ratios;

/// <summary>The product's way and a bare one, measured in turns on the same machine, so that only their ratio is claimed.</summary>
public abstract class Ratio(string name, string description, double target) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> started = [];

    /// <summary>The command that measures it.</summary>
    public Command ToCommand()
    {
        var count = new Option<int>("--count") { Description = "How many a round.", DefaultValueFactory = _ => DefaultCount };
        var command = new Command(name, description) { count };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(count), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    /// <summary>What the median is held against.</summary>
    protected virtual string Target => target.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>How many a round without the option.</summary>
    protected abstract int DefaultCount { get; }

    /// <summary>Rounds after the first, which compiles.</summary>
    protected virtual int Rounds => 5;

    /// <summary>How many in that first round.</summary>
    protected virtual int WarmUp(int count) => count;

    /// <summary>Starts what both sides need.</summary>
    protected abstract Task PrepareAsync(CancellationToken cancel);

    /// <summary>Ends something with the measurement, the newest first.</summary>
    protected T Started<T>(T part)
        where T : IAsyncDisposable
    {
        started.Add(part);
        return part;
    }

    /// <summary>Makes the input of a round; not measured.</summary>
    protected abstract Task FillAsync(int count, CancellationToken cancel);

    /// <summary>Lets end what was begun before a side is measured; not measured itself.</summary>
    protected virtual Task RestAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>One round of the product.</summary>
    /// <exception cref="InvalidOperationException">Something of it failed: then there is no figure.</exception>
    protected abstract Task RunProductAsync(CancellationToken cancel);

    /// <summary>One round of what it is compared with, over the same input.</summary>
    protected abstract Task RunBareAsync(CancellationToken cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(started))
        {
            await part.DisposeAsync();
        }

        started.Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>Measures and prints it.</summary>
    protected virtual async Task<int> RunAsync(int count, TextWriter output, CancellationToken cancel)
    {
        await PrepareAsync(cancel);
        List<(double Product, double Bare)> rates = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var size = round == 0 ? WarmUp(count) : count;
            await FillAsync(size, cancel);
            await RestAsync(cancel);
            var product = await RateAsync(size, RunProductAsync, cancel);
            await RestAsync(cancel);
            var bare = await RateAsync(size, RunBareAsync, cancel);
            await output.WriteLineAsync(Line(round == 0 ? "warm-up" : $"round {round}", product, bare).AsMemory(), cancel);

            // The first round compiles.
            if (round > 0)
            {
                rates.Add((product, bare));
            }
        }

        var median = rates.OrderBy(rate => rate.Product / rate.Bare).ElementAt(Rounds / 2);
        await output.WriteLineAsync($"{Line(name, median.Product, median.Bare)}, target {Target}".AsMemory(), cancel);
        return 0;
    }

    private static async Task<double> RateAsync(int count, Func<CancellationToken, Task> run, CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        await run(cancel);
        return count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static string Line(string what, double product, double bare) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}: product {product:0}/s, bare {bare:0}/s, ratio {product / bare:0.00}");
}

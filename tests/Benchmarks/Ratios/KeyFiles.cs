namespace CaseManager.Benchmarks.Ratios;

/// <summary>A folder that goes with its measurement.</summary>
public sealed class KeyFiles(string path) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        Directory.Delete(path, recursive: true);
        return ValueTask.CompletedTask;
    }
}

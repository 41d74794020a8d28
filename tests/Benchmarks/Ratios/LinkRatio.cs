using CaseManager.Core.Platforms.Links;

namespace CaseManager.Benchmarks.Ratios;

/// <summary>Links normalised on one core, against the framework's parser, which tells host, path and query of them and no more.</summary>
public sealed class LinkRatio() : Ratio("links", "Links normalised on one core, against System.Uri taking the same ones apart.", 0.2)
{
    private readonly LinkNormalizer normalizer = new(PlatformHosts.Seeded);
    private string[] links = [];

    protected override int DefaultCount => 1_000_000;

    protected override Task PrepareAsync(CancellationToken cancel) => Task.CompletedTask;

    protected override Task FillAsync(int count, CancellationToken cancel)
    {
        links = [.. Enumerable.Range(0, count).Select(place => SampleLinks.All[place % SampleLinks.All.Count])];
        return Task.CompletedTask;
    }

    protected override Task RunProductAsync(CancellationToken cancel)
    {
        var keys = links.Count(link => normalizer.Normalize(link).Key is not null);
        return keys > 0 ? Task.CompletedTask : throw new InvalidOperationException("No link had a key.");
    }

    protected override Task RunBareAsync(CancellationToken cancel)
    {
        var hosts = links.Count(link => Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.IdnHost.Length + uri.PathAndQuery.Length > 0);
        return hosts > 0 ? Task.CompletedTask : throw new InvalidOperationException("No link had a host.");
    }
}

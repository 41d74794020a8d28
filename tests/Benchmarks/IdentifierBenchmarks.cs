using BenchmarkDotNet.Attributes;
using CaseManager.Core;

namespace CaseManager.Benchmarks;

/// <summary>What writing an identifier costs.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class IdentifierBenchmarks
{
    private readonly Guid id = RandomId.New();

    [Benchmark]
    public string Write() => HexId.Write(id);
}

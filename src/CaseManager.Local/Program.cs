using CaseManager.Local.Commands;

namespace CaseManager.Local;

/// <summary>Where the process begins; a name of its own, beside the web program's in the tests.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => CommandLine.RunAsync(args);
}

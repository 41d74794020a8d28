using System.Runtime.InteropServices;

namespace CaseManager.Local.Processes;

/// <summary>The program that runs our own assemblies: the one that runs us.</summary>
public static class DotnetHost
{
    // <root>/shared/Microsoft.NETCore.App/<version>/
    public static string Path { get; } = System.IO.Path.GetFullPath(
        System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}

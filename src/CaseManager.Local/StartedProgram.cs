using System.Reflection;

namespace CaseManager.Local;

/// <summary>Our other programs: built together with this one, started as processes, never referenced.</summary>
public static class StartedProgram
{
    public static string Web { get; } = PathOf("CaseManager.Web");

    public static string Migrations { get; } = PathOf("CaseManager.Migrations");

    private static string PathOf(string name) =>
        typeof(StartedProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(program => program.Key == name).Value!;
}

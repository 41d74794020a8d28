using System.Reflection;

namespace CaseManager.Local.Practice;

/// <summary>The browser's sealing code, bundled for Node when the front end is built.</summary>
public static class PracticeScripts
{
    public static string Genesis => PathOf("genesis.mjs");

    public static string Samples => PathOf("samples.mjs");

    private static string PathOf(string name)
    {
        var folder = typeof(PracticeScripts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "PracticeScripts").Value!;
        return Path.Combine(folder, name);
    }
}

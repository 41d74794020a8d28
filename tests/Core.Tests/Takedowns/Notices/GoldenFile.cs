using System.Runtime.CompilerServices;

namespace CaseManager.Core.Tests.Takedowns.Notices;

/// <summary>Compares a text with the file that a reviewer read; with GOLDEN=write in the environment it writes the file instead.</summary>
internal static class GoldenFile
{
    internal static void Check(string name, string actual, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("GOLDEN") == "write")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}

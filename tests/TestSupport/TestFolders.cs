using System.Collections.Concurrent;

namespace CaseManager.TestSupport;

/// <summary>Folders for the files of tests; what a test leaves goes with its process.</summary>
public static class TestFolders
{
    private static readonly ConcurrentBag<string> Made = DeletedAtTheEnd();

    /// <returns>Path of an empty folder that only this user may enter.</returns>
    public static string New()
    {
        var folder = Directory.CreateTempSubdirectory("cmk").FullName;
        Made.Add(folder);
        return folder;
    }

    /// <summary>Deletes a folder before the process ends.</summary>
    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ConcurrentBag<string> DeletedAtTheEnd()
    {
        var made = new ConcurrentBag<string>();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var folder in made)
            {
                Delete(folder);
            }
        };
        return made;
    }
}

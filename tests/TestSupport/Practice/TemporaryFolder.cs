namespace CaseManager.TestSupport.Practice;

/// <summary>A folder of a test's own, at a place that PostgreSQL's user can reach.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        // Whoever runs as somebody else has to pass through it.
        var folder = Directory.CreateTempSubdirectory("cml");
        folder.UnixFileMode |= UnixFileMode.OtherExecute;
        Path = folder.FullName;
    }

    public string Path { get; }

    public void Dispose()
    {
        // A start that a test killed could not take the folder of its socket away.
        foreach (var note in Directory.EnumerateFiles(Path, "socket-folder", SearchOption.AllDirectories))
        {
            Delete(File.ReadAllText(note));
        }

        Delete(Path);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

namespace CaseManager.TestSupport;

/// <summary>The folder that holds the solution, for tests that read files both languages share.</summary>
public static class RepositoryFolder
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string File(string path) => Path.Combine(Root, path);

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("CaseManager.sln was not found above the tests.")
        : System.IO.File.Exists(Path.Combine(folder.FullName, "CaseManager.sln")) ? folder.FullName
        : Find(folder.Parent);
}

using CaseManager.Local.Data;
using CaseManager.Local.Processes;

namespace CaseManager.Local.Postgres;

/// <summary>A folder for the server's socket, which only its user may enter.</summary>
/// <remarks>The path of a socket ends at 107 bytes, so it lies in the temporary folder and never below a deep data folder.</remarks>
public sealed class SocketFolder : IDisposable
{
    private const string Prefix = "casemanager-";

    private SocketFolder(string path) => Path = path;

    public string Path { get; }

    public static SocketFolder Create(DataFolder data, UnixUser? user)
    {
        var note = System.IO.Path.Combine(data.Path, "socket-folder");
        RemoveLeftover(note);
        var folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        File.WriteAllText(note, folder);
        if (user is not null)
        {
            SystemCalls.GiveTo(user, folder);
        }

        return new SocketFolder(folder);
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    // A start that was killed could not take its own away.
    private static void RemoveLeftover(string note)
    {
        var left = File.Exists(note) ? File.ReadAllText(note) : "";
        if (System.IO.Path.GetFileName(left).StartsWith(Prefix, StringComparison.Ordinal) && Directory.Exists(left))
        {
            Directory.Delete(left, recursive: true);
        }
    }
}

namespace CaseManager.Local.Data;

/// <summary>The one folder that holds everything a practice organisation is. Deleting it starts over.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    public string Cluster => System.IO.Path.Combine(Path, "postgres");

    public string NpmPostgres => System.IO.Path.Combine(Path, "npm-postgres");

    public string Keys => System.IO.Path.Combine(Path, "keys");

    public string Mail => System.IO.Path.Combine(Path, "mail");

    public string Practice => System.IO.Path.Combine(Path, "practice");

    public string Passwords => System.IO.Path.Combine(Path, "passwords.json");

    /// <summary>Where the output of a started program goes.</summary>
    public string Log(string name) => System.IO.Path.Combine(Path, "logs", $"{name}.log");

    /// <summary>Where root keeps it: root's own home is closed to the user that PostgreSQL has to run as.</summary>
    public static string Default => Environment.IsPrivilegedProcess
        ? "/var/lib/casemanager-practice"
        : System.IO.Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "casemanager-practice");

    /// <summary>Makes the folder where it is missing, and holds it so that no second start can use it.</summary>
    /// <exception cref="CannotStartException">It cannot be written, or another start holds it.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(path, OwnFolder);
            foreach (var inner in (string[])["logs", "keys", "mail", "practice"])
            {
                Directory.CreateDirectory(System.IO.Path.Combine(path, inner), Private);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The data folder {path} cannot be made or written ({failure.Message}); choose another with --data.", failure);
        }

        return new DataFolder(path, Hold(path));
    }

    public void Dispose() => held.Dispose();

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Started by root, PostgreSQL runs as somebody else and has to pass through; nobody may list.
    private static UnixFileMode OwnFolder => Environment.IsPrivilegedProcess
        ? Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute
        : Private;

    // The kernel lets go of the lock with the process, so a killed start leaves no stale one.
    private static FileStream Hold(string path)
    {
        var file = System.IO.Path.Combine(path, "lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new CannotStartException($"The data folder {path} belongs to another user; choose another with --data.", failure);
        }
        catch (IOException failure)
        {
            throw new CannotStartException($"The data folder {path} is in use by another CaseManager.Local; stop that one, or choose another folder with --data.", failure);
        }
    }
}

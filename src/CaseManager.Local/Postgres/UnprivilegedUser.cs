using System.Diagnostics;

namespace CaseManager.Local.Postgres;

/// <summary>PostgreSQL refuses to run as root; under root its programs are started as a user that exists everywhere.</summary>
public static class UnprivilegedUser
{
    /// <summary>The account used under root; it must have an entry in the list of users, or <c>initdb</c> refuses.</summary>
    private const string Name = "nobody";

    private const string Group = "nogroup";

    /// <summary>Words before a command that make it run unprivileged; none where we are not root.</summary>
    public static IReadOnlyList<string> Prefix { get; } =
        Environment.IsPrivilegedProcess && OperatingSystem.IsLinux()
            ? ["setpriv", $"--reuid={Name}", $"--regid={Group}", "--clear-groups"]
            : [];

    /// <summary>Gives a folder and what is in it to the user.</summary>
    public static async Task OwnAsync(string folder, CancellationToken cancel)
    {
        if (Prefix.Count == 0)
        {
            return;
        }

        using var chown = Process.Start("chown", ["-R", $"{Name}:{Group}", folder]);
        await chown.WaitForExitAsync(cancel);
        if (chown.ExitCode != 0)
        {
            throw new PostgresFailedException($"The folder {folder} could not be given to the user {Name}.");
        }
    }
}

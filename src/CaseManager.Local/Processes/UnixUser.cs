using System.Globalization;

namespace CaseManager.Local.Processes;

/// <summary>A user of this machine, from /etc/passwd.</summary>
public sealed record UnixUser(string Name, uint UserId, uint GroupId)
{
    // Without an entry in /etc/passwd PostgreSQL refuses a user, so a bare number would not do.
    private static readonly string[] Unprivileged = ["postgres", "nobody"];

    /// <summary>Whom PostgreSQL runs as: <see langword="null"/> for ourselves; it refuses to run as root.</summary>
    public static UnixUser? ForPostgres()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var users = File.ReadLines("/etc/passwd").Select(Parse).OfType<UnixUser>().ToList();
        return Unprivileged.Select(name => users.Find(user => user.Name == name)).FirstOrDefault(user => user is not null)
            ?? throw new CannotStartException("PostgreSQL refuses to run as root, and this machine has neither a user postgres nor a user nobody: start as another user.");
    }

    private static UnixUser? Parse(string line) =>
        line.Split(':') is [var name, _, var user, var group, ..]
            && uint.TryParse(user, CultureInfo.InvariantCulture, out var userId)
            && uint.TryParse(group, CultureInfo.InvariantCulture, out var groupId)
            ? new UnixUser(name, userId, groupId)
            : null;
}

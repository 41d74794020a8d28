namespace CaseManager.Core.Sealing;

/// <summary>Who wrote a sealed object, as its header and its row say.</summary>
public static class Authors
{
    /// <summary>The person the case is about.</summary>
    public const string Survivor = "survivor";

    /// <summary>The server; shown as added by the system.</summary>
    public const string Server = "server";

    private const string StaffPrefix = "staff:";

    /// <summary>A staff member.</summary>
    public static string Staff(Guid id) => StaffPrefix + HexId.Write(id);

    /// <summary>Whether a text names a staff member.</summary>
    public static bool IsStaff(string author, out Guid id)
    {
        id = Guid.Empty;
        return author.StartsWith(StaffPrefix, StringComparison.Ordinal) && HexId.TryRead(author[StaffPrefix.Length..], out id);
    }
}

namespace CaseManager.Core.Audit;

/// <summary>Something in the audit that is not as it must be.</summary>
/// <param name="Fault">One of <see cref="AuditFault"/>, or of <see cref="BrokenLink"/> for a link of a chain.</param>
/// <param name="ChainId">The chain, where one is meant.</param>
/// <param name="Sequence">The place in it.</param>
/// <param name="Day">The daily head, where one is meant.</param>
/// <param name="File">Name of a file in the folder of daily heads.</param>
public sealed record AuditFinding(string Fault, Guid? ChainId = null, int? Sequence = null, DateOnly? Day = null, string? File = null);

/// <summary>What can be wrong beside the links of a chain.</summary>
public static class AuditFault
{
    /// <summary>A daily head names a chain of which nothing is left.</summary>
    public const string Vanished = "vanished";

    /// <summary>A chain ends before the place a daily head names.</summary>
    public const string Shorter = "shorter";

    /// <summary>At the place a daily head names stands another event.</summary>
    public const string Rewritten = "rewritten";

    /// <summary>A daily head has less of a chain than the one before it.</summary>
    public const string Backwards = "backwards";

    /// <summary>A stored daily head is not what its hash, its day or this organisation says.</summary>
    public const string HeadChanged = "head-changed";

    /// <summary>A daily head does not name the one before it.</summary>
    public const string HeadUnlinked = "head-unlinked";

    /// <summary>A file that was written is not there.</summary>
    public const string FileMissing = "file-missing";

    /// <summary>A file says something else than was written.</summary>
    public const string FileChanged = "file-changed";

    /// <summary>The database knows nothing of a file: its row was removed, or somebody put it there.</summary>
    public const string FileExtra = "file-extra";

    /// <summary>A file cannot be read by this program's user.</summary>
    public const string FileUnreadable = "file-unreadable";

    /// <summary>A countersignature is not by the key that the roster names for its auditor.</summary>
    public const string Signature = "signature";

    /// <summary>The stored roster is not what was signed, so no countersignature can be checked.</summary>
    public const string Roster = "roster";

    /// <summary>A case is not there, and no event of its chain says that it was deleted.</summary>
    public const string CaseGone = "case-gone";

    /// <summary>A case is there, and its chain is not.</summary>
    public const string ChainGone = "chain-gone";
}

/// <summary>Findings in the order they were made. The first thousand are kept, the others are counted: somebody may have broken a million.</summary>
public sealed class AuditFindings
{
    private const int Kept = 1000;

    private readonly List<AuditFinding> _first = [];

    public IReadOnlyList<AuditFinding> First => _first;

    public long Count { get; private set; }

    public void Add(AuditFinding finding)
    {
        Count++;
        if (_first.Count < Kept)
        {
            _first.Add(finding);
        }
    }
}

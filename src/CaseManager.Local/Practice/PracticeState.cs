namespace CaseManager.Local.Practice;

/// <summary>How far a start has come, for the practice page.</summary>
public sealed class PracticeState
{
    /// <summary>True once accounts, keys and sample reports are there.</summary>
    public bool IsReady { get; set; }
}

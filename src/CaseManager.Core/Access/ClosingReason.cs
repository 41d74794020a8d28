namespace CaseManager.Core.Access;

/// <summary>Why an account was closed. Codes, because the audit holds no text.</summary>
public static class ClosingReason
{
    /// <summary>She works here no longer.</summary>
    public const string Left = "left";

    /// <summary>She is away for a long time.</summary>
    public const string Away = "away";

    /// <summary>Somebody else may have her password, her phone or her keys.</summary>
    public const string Compromised = "compromised";

    /// <summary>She used it for what it is not for.</summary>
    public const string Misuse = "misuse";

    /// <summary>It should never have been made.</summary>
    public const string Mistake = "mistake";

    /// <summary>None of these.</summary>
    public const string Other = "other";

    public static IReadOnlyList<string> All { get; } = [Left, Away, Compromised, Misuse, Mistake, Other];
}

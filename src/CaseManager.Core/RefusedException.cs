namespace CaseManager.Core;

/// <summary>What kind of answer a refusal gets; the web turns it into a status code.</summary>
public enum RefusalKind
{
    /// <summary>What was sent breaks a rule.</summary>
    Invalid,

    /// <summary>Not there, or not yours: one answer for both.</summary>
    NotFound,

    /// <summary>Something else is there already.</summary>
    Conflict,

    /// <summary>More bytes than this may have.</summary>
    TooLarge,

    /// <summary>Not now; the same request may work later.</summary>
    NotNow,
}

/// <summary>A use case refuses what was asked, and nothing of it was stored.</summary>
/// <param name="code">Stable code in kebab-case that programs may read.</param>
public class RefusedException(string code, RefusalKind kind = RefusalKind.Invalid) : Exception($"Refused: {code}.")
{
    /// <summary>Stable code in kebab-case.</summary>
    public string Code { get; } = code;

    /// <summary>What kind of answer it gets.</summary>
    public RefusalKind Kind { get; } = kind;
}

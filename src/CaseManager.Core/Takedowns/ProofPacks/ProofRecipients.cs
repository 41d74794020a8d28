namespace CaseManager.Core.Takedowns.ProofPacks;

/// <summary>Whom a proof pack can be for, as codes.</summary>
public static class ProofRecipients
{
    public const string Police = "police";

    public const string Regulator = "regulator";

    public const string Court = "court";

    /// <summary>A lawyer, hers or another one she chose.</summary>
    public const string Lawyer = "lawyer";

    public const string Platform = "platform";

    /// <summary>The survivor.</summary>
    public const string Herself = "herself";

    /// <summary>Every code.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string> { Police, Regulator, Court, Lawyer, Platform, Herself };
}

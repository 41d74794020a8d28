namespace CaseManager.Web;

/// <summary>Text of the part of a case that makes proof packs, and of the packs. Kept in <c>ProofText.resx</c>.</summary>
public sealed class ProofText;

namespace CaseManager.Core.Access;

/// <summary>One key that protects cookies and tokens, itself encrypted under a key file outside the database.</summary>
public sealed class DataProtectionKey
{
    public required Guid Id { get; init; }

    public required string FriendlyName { get; init; }

    /// <summary>The key document as the framework wrote it; its secret part is encrypted.</summary>
    public required string Xml { get; init; }
}

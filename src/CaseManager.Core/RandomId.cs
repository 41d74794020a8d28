using System.Security.Cryptography;

namespace CaseManager.Core;

/// <summary>Identifiers that tell nothing, not even when they were made.</summary>
public static class RandomId
{
    /// <summary>128 bits from the system's random source, with no version or time inside.</summary>
    public static Guid New() => new(RandomNumberGenerator.GetBytes(16), bigEndian: true);
}

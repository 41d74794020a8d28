using System.Security.Cryptography;
using System.Text;

namespace CaseManager.Core.Sealing.AtRest;

/// <summary>Finds an equal value without storing it: HMAC-SHA-256 under a key file.</summary>
public sealed class LookupHash(KeyFolder folder)
{
    /// <param name="kind">What the value is, such as <c>target</c>: equal values of two kinds do not match.</param>
    /// <returns>32 bytes.</returns>
    public byte[] Of(string kind, string value) =>
        HMACSHA256.HashData(folder.Lookups, Encoding.UTF8.GetBytes($"casemanager/1 {kind}\0{value}"));
}

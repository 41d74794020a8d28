using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CaseManager.Core.Access;

/// <summary>A one-time way into a new account. The code goes to the person; the server keeps its hash.</summary>
/// <param name="Code">32 random bytes, base64url without padding.</param>
/// <param name="ExpiresAt">Exclusive, UTC.</param>
public sealed record Invitation(Guid StaffId, string Code, DateTimeOffset ExpiresAt)
{
    /// <summary>A code nobody can guess.</summary>
    public static string NewCode() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored of a code.</summary>
    public static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}

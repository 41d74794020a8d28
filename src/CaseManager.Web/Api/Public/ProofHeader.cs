using System.Buffers.Text;
using System.Globalization;
using CaseManager.Core.Reports;

namespace CaseManager.Web.Api.Public;

/// <summary>Reads <c>Proof-Challenge</c> (base64url) and <c>Proof-Nonce</c> (decimal).</summary>
public static class ProofHeader
{
    /// <returns><see langword="null"/> where one is missing or unreadable.</returns>
    public static Proof? Read(HttpRequest request)
    {
        var challenge = request.Headers["Proof-Challenge"].ToString();
        return challenge.Length > 0 && Base64Url.IsValid(challenge)
            && ulong.TryParse(request.Headers["Proof-Nonce"], NumberStyles.None, CultureInfo.InvariantCulture, out var nonce)
                ? new Proof(Base64Url.DecodeFromChars(challenge), nonce)
                : null;
    }
}

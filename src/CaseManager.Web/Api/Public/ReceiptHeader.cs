using System.Buffers.Text;
using CaseManager.Core.Reports;

namespace CaseManager.Web.Api.Public;

/// <summary>Reads <c>Authorization: Receipt lookupId.authToken</c>, both base64url.</summary>
public static class ReceiptHeader
{
    private const string Scheme = "Receipt ";

    /// <returns><see langword="null"/> where the header is missing or is none of this kind.</returns>
    public static ReceiptProof? Read(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.Ordinal)
            && header[Scheme.Length..].Split('.') is [var lookupId, var authToken]
            && Base64Url.IsValid(lookupId) && Base64Url.IsValid(authToken)
                ? new ReceiptProof(Base64Url.DecodeFromChars(lookupId), Base64Url.DecodeFromChars(authToken))
                : null;
    }
}

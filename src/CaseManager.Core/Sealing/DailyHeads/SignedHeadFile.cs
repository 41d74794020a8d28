using System.Text.Json;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>A head with one auditor's signature, as it stands beside the head's own file.</summary>
public static class SignedHeadFile
{
    public static byte[] Write(byte[] head, Countersignature signature) => JsonSerializer.SerializeToUtf8Bytes(
        new Content(head, signature.StaffId, signature.Signature), SealedJson.Options);

    private sealed record Content(byte[] Head, Guid User, byte[] Signature);
}

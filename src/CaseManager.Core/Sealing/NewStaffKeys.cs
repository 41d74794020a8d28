using System.Text.Json;
using CaseManager.Core.Sealing.Age;

namespace CaseManager.Core.Sealing;

/// <summary>A staff member's keys as her browser posts them.</summary>
public sealed record NewStaffKeys
{
    private const int LargestFile = 32 * 1024;
    private const int SigningKeyLength = 32;

    public required byte[] KeyFile { get; init; }

    public required IReadOnlyList<SignedDocument> Methods { get; init; }

    public required byte[] SigningKey { get; init; }

    public required byte[] RecipientKey { get; init; }

    /// <exception cref="RefusedException"><c>keys</c>.</exception>
    public void Check(Guid staffId)
    {
        var holds = KeyFile.Length <= LargestFile
            && SigningKey.Length == SigningKeyLength
            && RecipientKey.Length == HybridKey.PublicKeyLength
            && Methods.Count is > 0 and <= UnlockMethod.Most
            && Methods.All(method => UnlockMethod.IsHers(method, staffId, SigningKey))
            && AgeHeader.Read(KeyFile).Recipients == Methods.Count;
        if (!holds)
        {
            throw new RefusedException("keys");
        }
    }

    public string MethodsJson() => JsonSerializer.Serialize(Methods, SealedJson.Options);

    public StaffKeys ToKeys(Guid staffId, DateTimeOffset now) => new()
    {
        StaffId = staffId,
        KeyFile = KeyFile,
        Methods = MethodsJson(),
        SigningKey = SigningKey,
        RecipientKey = RecipientKey,
        MadeAt = now,
    };
}

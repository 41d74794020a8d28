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

    /// <exception cref="RefusedException"><c>keys</c>; <c>too-few-ways</c>.</exception>
    public void Check(Guid staffId)
    {
        var holds = SigningKey.Length == SigningKeyLength
            && RecipientKey.Length == HybridKey.PublicKeyLength
            && AreSealedTo(KeyFile, Methods, staffId, SigningKey);
        if (!holds)
        {
            throw new RefusedException("keys");
        }

        if (!UnlockMethod.SurviveALostDevice(Methods))
        {
            throw new RefusedException("too-few-ways", RefusalKind.Conflict);
        }
    }

    /// <summary>Whether a file has as many recipients as there are methods, each of them hers.</summary>
    public static bool AreSealedTo(byte[] keyFile, IReadOnlyList<SignedDocument> methods, Guid staffId, byte[] signingKey) =>
        keyFile.Length <= LargestFile
        && methods.Count is > 0 and <= UnlockMethod.Most
        && methods.All(method => UnlockMethod.IsHers(method, staffId, signingKey))
        && AgeHeader.Read(keyFile).Recipients == methods.Count;

    /// <summary>Methods as they are stored: each document verbatim.</summary>
    public static string MethodsJson(IReadOnlyList<SignedDocument> methods) => JsonSerializer.Serialize(methods, SealedJson.Options);

    /// <summary>Methods as they were stored.</summary>
    public static IReadOnlyList<SignedDocument> MethodsOf(string stored) =>
        JsonSerializer.Deserialize<IReadOnlyList<SignedDocument>>(stored, SealedJson.Options)!;

    public StaffKeys ToKeys(Guid staffId, DateTimeOffset now) => new()
    {
        StaffId = staffId,
        KeyFile = KeyFile,
        Methods = MethodsJson(Methods),
        SigningKey = SigningKey,
        RecipientKey = RecipientKey,
        MadeAt = now,
    };
}

using System.Security.Cryptography;
using System.Text.Json;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>What a daily head says; the shape is that of the browser's <c>lib/audit/dailyHead.ts</c>.</summary>
public sealed record HeadDocument
{
    /// <summary>Always 1.</summary>
    public required int V { get; init; }

    public required Guid Instance { get; init; }

    /// <summary>The organisation's date.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Hash of the daily head before, 32 bytes; zeros for the first.</summary>
    public required byte[] Previous { get; init; }

    /// <summary>How many chains the list has.</summary>
    public required int Chains { get; init; }

    /// <summary>Hash of the list, 32 bytes.</summary>
    public required byte[] List { get; init; }

    public required DateTimeOffset At { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, SealedJson.Options);

    /// <returns><see langword="null"/> when the bytes are no head.</returns>
    public static HeadDocument? Read(byte[] bytes) =>
        new SignedDocument(bytes, []).Read<HeadDocument>() is { V: 1, Previous.Length: 32, List.Length: 32 } head ? head : null;

    /// <summary>What the next head names, and auditors compare.</summary>
    public static byte[] HashOf(byte[] bytes) => SHA256.HashData([.. "casemanager/1 audit head hash"u8, .. bytes]);
}

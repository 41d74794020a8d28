namespace CaseManager.Core.Sealing.Frames;

/// <summary>What a frame says of itself, under the seal.</summary>
public sealed record FrameHeader
{
    /// <summary>16 bytes.</summary>
    public required byte[] InstanceId { get; init; }

    public required Guid CaseId { get; init; }

    public required KeyPairName KeyPair { get; init; }

    public int Generation { get; init; }

    public required Guid ObjectId { get; init; }

    public required string Kind { get; init; }

    public required string Author { get; init; }

    /// <summary>From 1 within author and key pair; 0 for a wrap.</summary>
    public required int Sequence { get; init; }

    /// <summary>Hash of the author's stored file before, 32 bytes; zeros where there is none.</summary>
    public required byte[] Previous { get; init; }
}

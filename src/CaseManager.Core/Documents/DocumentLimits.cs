namespace CaseManager.Core.Documents;

/// <summary>How much a case may hold, and in which pieces it comes.</summary>
public static class DocumentLimits
{
    /// <summary>The largest document, bytes, before it is sealed: 10 MiB.</summary>
    public const int MaximumLength = 10 * 1024 * 1024;

    /// <summary>
    /// The largest sealed document, bytes: its length in 8 bytes and 10 MiB, padded, make 10,747,904; 164 chunks with a tag of 16
    /// bytes each, a nonce of 16, and the header of one recipient, at most 2 KiB.
    /// </summary>
    public const int MaximumSealedLength = 10_747_904 + (164 * 16) + 16 + 2048;

    /// <summary>Bytes of every chunk but the last: 256 KiB, so that one arrives within its time also at 50 kbit/s.</summary>
    public const int ChunkLength = 256 * 1024;

    /// <summary>Documents of one case at a time.</summary>
    public const int MostOfACase = 10;

    /// <summary>How long one that did not arrive whole is kept.</summary>
    public static readonly TimeSpan UnfinishedFor = TimeSpan.FromHours(24);

    /// <summary>How many chunks a sealed document of this length has.</summary>
    public static int ChunksOf(int sealedLength) => (sealedLength + ChunkLength - 1) / ChunkLength;

    /// <summary>How long a chunk of it is, bytes.</summary>
    public static int LengthOf(int chunk, int sealedLength) => Math.Min(ChunkLength, sealedLength - (chunk * ChunkLength));
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>The newest place of every chain: 52 bytes each, in the order of the chains' ids: id (16), sequence (u32, big-endian), hash (32).</summary>
public static class HeadList
{
    public const int EntryLength = 16 + 4 + 32;

    private static ReadOnlySpan<byte> Label => "casemanager/1 audit list"u8;

    /// <summary>SHA-256 over <c>casemanager/1 audit list</c> and the list.</summary>
    public static byte[] HashOf(ReadOnlySpan<byte> list)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Label);
        hash.AppendData(list);
        return hash.GetHashAndReset();
    }

    /// <summary>The same of a list that need not fit into memory.</summary>
    public static async Task<byte[]> HashOfAsync(Stream list, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Label);
        var buffer = new byte[EntryLength * 1024];
        int read;
        while ((read = await list.ReadAsync(buffer, cancel)) > 0)
        {
            hash.AppendData(buffer.AsSpan(0, read));
        }

        return hash.GetHashAndReset();
    }

    /// <summary>The entries of a list, one after the other; what is left over at the end is no entry and is left out.</summary>
    public static async IAsyncEnumerable<HeadEntry> ReadAsync(
        Stream list, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var buffer = new byte[EntryLength * 1024];
        int read;
        while ((read = await list.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel)) >= EntryLength)
        {
            for (var at = 0; at + EntryLength <= read; at += EntryLength)
            {
                yield return EntryOf(buffer.AsSpan(at, EntryLength));
            }
        }
    }

    private static HeadEntry EntryOf(ReadOnlySpan<byte> bytes) => new(
        HexId.FromBytes(bytes[..16]), (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[16..20]), bytes[20..].ToArray());
}

/// <summary>Where a chain ended when a head was taken.</summary>
public sealed record HeadEntry(Guid ChainId, int Sequence, byte[] Hash);

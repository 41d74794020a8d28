using System.Buffers.Binary;
using System.Text;

namespace CaseManager.Core.Sealing.Frames;

/// <summary>Writes frames; the server writes those it may author, readers are in the browser.</summary>
public static class FrameWriter
{
    private const int Version = 1;
    private const int HashLength = 32;

    /// <summary>A frame by the server: it carries no authenticator, and every reader shows it as added by the system.</summary>
    /// <exception cref="ArgumentException">The server may not write this.</exception>
    public static byte[] Write(FrameHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Author != Authors.Server || !ObjectKinds.MayWrite(header.Author, header.KeyPair, header.Generation, header.Kind))
        {
            throw new ArgumentException("The server may not write this frame.", nameof(header));
        }

        return [.. Encode(header, body, authenticatorLength: 0), 0];
    }

    /// <summary>Header, body and zeros: everything an authenticator covers. It follows as one byte of type and its value.</summary>
    /// <param name="authenticatorLength">Bytes of the authenticator's value; the padding leaves room for it.</param>
    public static byte[] Encode(FrameHeader header, ReadOnlySpan<byte> body, int authenticatorLength)
    {
        var content = new List<byte>(512 + body.Length);
        content.AddRange("CMF1"u8);
        content.Add(Version);
        content.AddRange(header.InstanceId);
        content.AddRange(HexId.Bytes(header.CaseId));
        content.Add((byte)header.KeyPair.ToString()[0]);
        AddInteger(content, header.Generation);
        content.AddRange(HexId.Bytes(header.ObjectId));
        AddShortText(content, header.Kind);
        AddShortText(content, header.Author);
        AddInteger(content, header.Sequence);
        content.AddRange(header.Previous);
        content.AddRange([0, 0]); // heads of other authors: none was seen
        content.AddRange(new byte[HashLength]); // schema: none
        AddInteger(content, body.Length);
        content.AddRange(body);

        var frame = new byte[Padding.PaddedLength(content.Count + 1 + authenticatorLength) - 1 - authenticatorLength];
        content.CopyTo(frame);
        return frame;
    }

    private static void AddInteger(List<byte> content, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        content.AddRange(bytes);
    }

    private static void AddShortText(List<byte> content, string text)
    {
        content.Add((byte)text.Length);
        content.AddRange(Encoding.ASCII.GetBytes(text));
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CaseManager.Core.Sealing.Frames;

namespace CaseManager.Core.Reports.Plain;

/// <summary>Seals what the server writes when a case begins without her browser's help.</summary>
internal sealed class PlainCase
{
    private readonly byte[] _instanceId;
    private readonly byte[] _seed;
    private (int Sequence, byte[] Hash) _head = (0, new byte[SHA256.HashSizeInBytes]);

    public PlainCase(byte[] instanceId, byte[] seed)
    {
        (_instanceId, _seed) = (instanceId, seed);
        PublicKey = HybridKey.PublicKeyOf(seed);
        CaseId = CaseIdOf.PublicKey(instanceId, PublicKey);
    }

    public byte[] PublicKey { get; }

    public Guid CaseId { get; }

    public NewObject Next(string kind, byte[] body)
    {
        var header = Header(kind, _head.Sequence + 1, _head.Hash);
        var sealedObject = Seal(header, body, PublicKey, recipient: null);
        _head = (header.Sequence, sealedObject.Hash);
        return sealedObject;
    }

    /// <param name="receiptKey">Public key of her receipt.</param>
    public NewObject Wrap(string recipient, byte[] recipientKey, byte[] receiptKey)
    {
        const int generation = 0;
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, generation);
        byte[] body = [(byte)'C', .. number, .. _seed, 1, .. receiptKey];
        try
        {
            return Seal(Header(ObjectKinds.Wrap, 0, new byte[SHA256.HashSizeInBytes]), body, recipientKey, recipient);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }

    private static NewObject Seal(FrameHeader header, byte[] body, byte[] to, string? recipient)
    {
        var frame = FrameWriter.Write(header, body);
        var file = AgeWriter.Seal(frame, to);
        CryptographicOperations.ZeroMemory(frame);
        return new NewObject(
            header.ObjectId, header.KeyPair, header.Generation, header.Kind, header.Author, header.Sequence, header.Previous, file, recipient);
    }

    private FrameHeader Header(string kind, int sequence, byte[] previous) => new()
    {
        InstanceId = _instanceId,
        CaseId = CaseId,
        KeyPair = KeyPairName.C,
        ObjectId = RandomId.New(),
        Kind = kind,
        Author = Authors.Server,
        Sequence = sequence,
        Previous = previous,
    };
}

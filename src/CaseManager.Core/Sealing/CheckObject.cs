using CaseManager.Core.Sealing.Age;
using CaseManager.Core.Sealing.Frames;

namespace CaseManager.Core.Sealing;

/// <summary>What can be said of a sealed object without opening it.</summary>
public static class CheckObject
{
    private const int HashLength = 32;

    /// <exception cref="RefusedException">It breaks a rule; the code says which.</exception>
    public static void Run(NewObject sealedObject)
    {
        CheckPlace(sealedObject);
        if (sealedObject.File.Length > ObjectKinds.MaximumFileLength(sealedObject.Kind))
        {
            throw new RefusedException("object-too-large", RefusalKind.TooLarge);
        }

        var header = AgeHeader.Read(sealedObject.File);
        if (sealedObject.IsWrap && header.Recipients != 1)
        {
            throw new RefusedException("recipients");
        }

        // A frame is padded to few lengths: any other means that bytes are missing or that nobody padded.
        var plaintext = header.PlaintextLength(sealedObject.File.Length);
        if (plaintext < Padding.Smallest || Padding.PaddedLength(plaintext) != plaintext)
        {
            throw new RefusedException("truncated");
        }
    }

    private static void CheckPlace(NewObject sealedObject)
    {
        var (keyPair, kind, author) = (sealedObject.KeyPair, sealedObject.Kind, sealedObject.Author);
        if (!ObjectKinds.Exists(keyPair, kind))
        {
            throw new RefusedException("unknown-kind");
        }

        if (sealedObject.Generation < 0 || !ObjectKinds.MayWrite(author, keyPair, sealedObject.Generation, kind))
        {
            throw new RefusedException("author-may-not");
        }

        if (sealedObject.IsWrap != (sealedObject.Recipient is not null) || (sealedObject.Recipient is { } recipient && !Recipients.IsOne(recipient)))
        {
            throw new RefusedException("recipient");
        }

        var first = sealedObject.IsWrap ? 0 : 1;
        var previousLength = sealedObject.Previous.Length;
        var startsChain = !sealedObject.Previous.AsSpan().ContainsAnyExcept((byte)0);
        if (previousLength != HashLength || sealedObject.Sequence < first || (sealedObject.IsWrap && sealedObject.Sequence != 0)
            || startsChain != (sealedObject.Sequence == first))
        {
            throw new RefusedException("place-in-chain");
        }
    }
}

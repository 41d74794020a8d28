namespace CaseManager.Core.Sealing.Roster;

/// <summary>Says that the root, or an officer before, made a signing key an officer's.</summary>
public sealed record OfficerCertificate
{
    private const string Label = "casemanager/1 officer";

    /// <summary>Certificates read at most on the way to the root.</summary>
    public const int LongestChain = 8;

    public required byte[] Key { get; init; }

    public required byte[] By { get; init; }

    public required byte[] Signature { get; init; }

    /// <summary>Whether the certificate's own signature is genuine. Says nothing about who signed.</summary>
    public bool IsGenuine(Guid instance) => SignedDocument.IsSigned(Label, [.. HexId.Bytes(instance), .. Key], Signature, By);

    /// <summary>Whether a key is the root or an officer's by a chain of certificates that ends at the root.</summary>
    public static bool LeadToRoot(byte[] key, IReadOnlyList<OfficerCertificate> certificates, Guid instance, byte[] root)
    {
        var current = key;
        for (var steps = 0; steps <= LongestChain; steps++)
        {
            if (current.AsSpan().SequenceEqual(root))
            {
                return true;
            }

            var certificate = certificates.FirstOrDefault(one => one.Key.AsSpan().SequenceEqual(current));
            if (certificate is null || !certificate.IsGenuine(instance))
            {
                return false;
            }

            current = certificate.By;
        }

        return false;
    }
}

using System.Text.Json;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>An intake bundle as an officer's browser posts it: exact bytes, signature, and the certificates up to the root.</summary>
public sealed record SignedIntake
{
    private const string Label = "casemanager/1 intake";
    private const int Largest = 4096;

    public required byte[] Bundle { get; init; }

    public required byte[] Signature { get; init; }

    public required IReadOnlyList<OfficerCertificate> Certificates { get; init; }

    public required byte[] RootKey { get; init; }

    /// <summary>Checks that survivors' browsers will accept it: the roster's newest epoch, signed by the root or an officer.</summary>
    /// <exception cref="RefusedException"><c>intake-bundle</c>.</exception>
    public IntakeBundle Check(VerifiedRoster roster)
    {
        var signed = new SignedDocument(Bundle, Signature);
        var epoch = roster.CurrentEpoch;
        return Bundle.Length <= Largest
            && signed.Read<IntakeDocument>() is { V: 1 } intake
            && RootKey.AsSpan().SequenceEqual(roster.RootKey)
            && intake.Instance == roster.Instance
            && intake.Salt.AsSpan().SequenceEqual(roster.Salt)
            && intake.Epoch == epoch?.Number
            && intake.EpochKey.AsSpan().SequenceEqual(epoch.PublicKey)
            && intake.RecoveryKey.AsSpan().SequenceEqual(roster.RecoveryKey)
            && Certificates.Count <= OfficerCertificate.LongestChain
            && OfficerCertificate.LeadToRoot(intake.By, Certificates, roster.Instance, roster.RootKey)
            && signed.IsSignedBy(Label, intake.By)
                ? new IntakeBundle
                {
                    Epoch = intake.Epoch,
                    Bundle = Bundle,
                    Signature = Signature,
                    Certificates = JsonSerializer.Serialize(Certificates, SealedJson.Options),
                }
                : throw new RefusedException("intake-bundle");
    }

    private sealed record IntakeDocument
    {
        public required int V { get; init; }

        public required Guid Instance { get; init; }

        public required byte[] Salt { get; init; }

        public required int Epoch { get; init; }

        public required byte[] EpochKey { get; init; }

        public required byte[] RecoveryKey { get; init; }

        public required DateTimeOffset At { get; init; }

        public required byte[] By { get; init; }
    }
}

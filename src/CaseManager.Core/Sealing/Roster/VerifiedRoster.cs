using System.Security.Cryptography;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>The roster as its log says it, every signature and link checked. Only <see cref="Add"/> changes it.</summary>
public sealed class VerifiedRoster
{
    private const string Label = "casemanager/1 roster";
    private const int KeyLength = 32;
    private const int LongestAlias = 100;
    private const int FewestOfficers = 2;

    private readonly Dictionary<Guid, RosterMember> members = [];
    private readonly List<RosterEpoch> epochs = [];

    /// <param name="rootKey">The pinned root: an entry may be signed by it or by an officer.</param>
    public VerifiedRoster(byte[] rootKey) => RootKey = rootKey;

    public byte[] RootKey { get; }

    public Guid Instance { get; private set; }

    public byte[] Salt { get; private set; } = [];

    public byte[] RecoveryKey { get; private set; } = [];

    /// <summary>Hash of the recovery files that count, 32 bytes; empty where nobody signed for any.</summary>
    public byte[] RecoveryFilesHash { get; private set; } = [];

    public IReadOnlyDictionary<Guid, RosterMember> Members => members;

    public IReadOnlyList<RosterEpoch> Epochs => epochs;

    /// <summary>Place of the newest entry, from 0; -1 before the first.</summary>
    public int Sequence { get; private set; } = -1;

    /// <summary>Hash of the newest entry, 32 bytes; zeros before the first.</summary>
    public byte[] Hash { get; private set; } = new byte[SHA256.HashSizeInBytes];

    public RosterEpoch? CurrentEpoch => epochs.LastOrDefault();

    public IEnumerable<RosterMember> Officers => members.Values.Where(member => member.IsCurrent && member.Officer);

    public bool IsOfficer(Guid staffId) => members.TryGetValue(staffId, out var member) && member.IsCurrent && member.Officer;

    /// <summary>With one officer alone, one lost key would end the organisation.</summary>
    /// <exception cref="RefusedException"><c>two-officers</c>: there are fewer.</exception>
    public void RequireOfficers()
    {
        if (Officers.Count() < FewestOfficers)
        {
            throw new RefusedException("two-officers");
        }
    }

    /// <summary>The signing key a person had in the roster at a moment.</summary>
    /// <returns><see langword="null"/> when she was not in it then.</returns>
    public byte[]? SigningKeyOf(Guid staffId, DateTimeOffset at) =>
        members.TryGetValue(staffId, out var member) && member.AdmittedAt <= at && !(member.RevokedAt <= at) ? member.SigningKey : null;

    /// <summary>Hash that the next entry names.</summary>
    public static byte[] HashOf(SignedDocument entry) =>
        SHA256.HashData([.. "casemanager/1 roster hash"u8, .. entry.Bytes, .. entry.Signature]);

    /// <summary>Checks the entry that follows and takes it in.</summary>
    /// <returns>What it says.</returns>
    /// <exception cref="RosterRefusedException">It does not follow; the roster is as before.</exception>
    public RosterDocument Add(SignedDocument entry)
    {
        var document = entry.Read<RosterDocument>() is { V: 1 } read ? read : throw Refused("entry");
        Require(document.Seq == Sequence + 1, "sequence");
        Require(document.Previous.AsSpan().SequenceEqual(Hash), "previous");
        Require(Sequence < 0 || document.Instance == Instance, "instance");
        Require(MaySign(document.By), "signer");
        Require(entry.IsSignedBy(Label, document.By), "signature");
        if (Sequence < 0)
        {
            Begin(document as GenesisDocument ?? throw Refused("genesis"));
        }
        else
        {
            Change(document);
        }

        Sequence = document.Seq;
        Hash = HashOf(entry);
        return document;
    }

    private void Begin(GenesisDocument genesis)
    {
        Require(genesis.RootKey.AsSpan().SequenceEqual(RootKey), "root");
        Require(genesis.Salt.Length == 16 && genesis.RecoveryKey.Length == HybridKey.PublicKeyLength, "entry");
        Instance = genesis.Instance;
        Salt = genesis.Salt;
        RecoveryKey = genesis.RecoveryKey;
    }

    private void Change(RosterDocument document)
    {
        switch (document)
        {
            case MemberDocument member:
                AddMember(member);
                break;
            case EpochDocument epoch:
                Require(epoch.PublicKey.Length == HybridKey.PublicKeyLength, "entry");
                Require(epoch.Number == (CurrentEpoch?.Number ?? 0) + 1, "epoch");
                epochs.Add(new RosterEpoch(epoch.Number, epoch.PublicKey, epoch.From));
                break;
            case RevokedDocument revoked:
                Require(members.TryGetValue(revoked.User, out var known) && known.IsCurrent, "member");
                members[revoked.User] = known! with { RevokedAt = revoked.At };
                break;
            case RecoveryDocument recovery:
                Require(Same(recovery.By, RootKey), "signer");
                Require(recovery.Files.Length == SHA256.HashSizeInBytes, "entry");
                RecoveryFilesHash = recovery.Files;
                break;
            default:
                throw Refused("genesis");
        }
    }

    // Keys never change: a new key is a new person.
    private void AddMember(MemberDocument member)
    {
        Require(
            member.SigningKey.Length == KeyLength && member.PublicKey.Length == HybridKey.PublicKeyLength && member.Alias.Length <= LongestAlias,
            "entry");
        var before = members.GetValueOrDefault(member.User);
        Require(
            before is null
                ? !members.Values.Any(other => Same(other.SigningKey, member.SigningKey))
                : before.IsCurrent && Same(before.SigningKey, member.SigningKey) && Same(before.PublicKey, member.PublicKey),
            "member");
        Require(member.Officer == member.OfficerCertificate is not null, "officer-certificate");
        if (member.OfficerCertificate is { } certificate)
        {
            Require(
                Same(certificate.Key, member.SigningKey)
                    && certificate.IsGenuine(Instance)
                    && ((before?.Certificate is { } held && Same(held.By, certificate.By)) || MaySign(certificate.By)),
                "officer-certificate");
        }

        members[member.User] = new RosterMember(
            member.User, member.Alias, member.SigningKey, member.PublicKey, member.Officer, member.OfficerCertificate,
            before?.AdmittedAt ?? member.At, RevokedAt: null);
    }

    private bool MaySign(byte[] key) => Same(key, RootKey) || Officers.Any(officer => Same(officer.SigningKey, key));

    private void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw Refused(fault);
        }
    }

    private RosterRefusedException Refused(string fault) => new(fault, Sequence + 1);

    private static bool Same(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);
}

using System.Security.Cryptography;
using CaseManager.Core;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CaseManager.Core.Sealing.Recovery;
using CaseManager.Core.Sealing.Roster;

namespace CaseManager.TestSupport.Sealing;

/// <summary>Writes roster entries as officers' browsers do, right ones and wrong ones.</summary>
public sealed class RosterWriter
{
    private const string At = "2026-03-01T00:00:00Z";

    private readonly byte[] instance = RandomNumberGenerator.GetBytes(16);
    private readonly byte[] salt = RandomNumberGenerator.GetBytes(16);
    private readonly TestKeys recovery = new();
    private readonly TestKeys epoch = new();

    /// <summary>Signs the first entries.</summary>
    public TestKeys Root { get; } = new();

    public List<SignedDocument> Entries { get; } = [];

    /// <summary>Place the next entry has to have.</summary>
    public int Next => Entries.Count;

    /// <summary>Hash the next entry has to name.</summary>
    public byte[] Head => Entries.Count == 0 ? new byte[32] : VerifiedRoster.HashOf(Entries[^1]);

    /// <summary>What a ceremony hands over for these officers, who have posted their keys.</summary>
    public Genesis Begin(params IReadOnlyList<(Guid Id, TestKeys Keys)> officers)
    {
        Entries.Add(Signed(Root, new Dictionary<string, object?>
        {
            ["type"] = "genesis",
            ["salt"] = TestKeys.Text(salt),
            ["rootKey"] = TestKeys.Text(Root.SigningKey),
            ["recoveryKey"] = TestKeys.Text(recovery.PublicKey),
        }));
        foreach (var (id, keys) in officers)
        {
            Entries.Add(Member(Root, id, keys, officer: true));
        }

        Entries.Add(Signed(Root, new Dictionary<string, object?>
        {
            ["type"] = "epoch",
            ["number"] = 1,
            ["publicKey"] = TestKeys.Text(epoch.PublicKey),
            ["from"] = At,
        }));
        return new Genesis
        {
            V = 1,
            RootKey = Root.SigningKey,
            Entries = [.. Entries],
            StaffKeys = [],
            EpochWraps = [.. officers.Select(officer => Wrap(officer.Id, officer.Keys))],
            Intake = Intake(),
        };
    }

    /// <summary>The entry that admits a person, after the newest one.</summary>
    public SignedDocument Member(TestKeys signer, Guid id, TestKeys keys, bool officer = false) =>
        Signed(signer, MemberFields(signer, id, keys, officer));

    /// <summary>The same at another place, or after another entry.</summary>
    public SignedDocument MemberAt(TestKeys signer, Guid id, TestKeys keys, int sequence, byte[] previous) =>
        Signed(signer, new Dictionary<string, object?>(MemberFields(signer, id, keys, officer: false))
        {
            ["seq"] = sequence,
            ["previous"] = TestKeys.Text(previous),
        });

    public SignedDocument Revoked(TestKeys signer, Guid id) =>
        Signed(signer, new Dictionary<string, object?> { ["type"] = "revoked", ["user"] = HexId.Write(id) });

    /// <summary>The entry of a later epoch, at a place after the newest one.</summary>
    public SignedDocument Epoch(TestKeys signer, int number, SignedDocument? after = null) => Signed(signer, new Dictionary<string, object?>
    {
        ["type"] = "epoch",
        ["number"] = number,
        ["publicKey"] = TestKeys.Text(epoch.PublicKey),
        ["from"] = At,
        ["seq"] = Next + (after is null ? 0 : 1),
        ["previous"] = TestKeys.Text(after is null ? Head : VerifiedRoster.HashOf(after)),
    });

    /// <summary>An epoch's key for a member; all epochs have the same one here.</summary>
    public NewEpochWrap Wrap(Guid id, TestKeys keys, int number = 1) =>
        new() { Epoch = number, StaffId = id, File = AgeWriter.Seal(epoch.Seed, keys.PublicKey) };

    /// <summary>What the ceremony's page posts for these officers.</summary>
    public FirstRoster BeginWithFiles(NewRecoveryFiles files, params IReadOnlyList<(Guid Id, TestKeys Keys)> officers)
    {
        var genesis = Begin(officers);
        Entries.Add(Recovery(Root, files));
        return new FirstRoster(Root.SigningKey, [.. Entries], genesis.EpochWraps, genesis.Intake, files);
    }

    /// <summary>The entry that says which recovery files count.</summary>
    public SignedDocument Recovery(TestKeys signer, NewRecoveryFiles files) => Signed(signer, new Dictionary<string, object?>
    {
        ["type"] = "recovery",
        ["files"] = TestKeys.Text(SHA256.HashData(
            [.. "casemanager/1 recovery files"u8, .. SHA256.HashData(files.AB), .. SHA256.HashData(files.AC), .. SHA256.HashData(files.BC)])),
    });

    /// <summary>Files as a browser posts them: the server sees that a passphrase seals them, and no more.</summary>
    public static NewRecoveryFiles NewFiles() => new() { AB = NewFile(), AC = NewFile(), BC = NewFile() };

    private static byte[] NewFile() => [.. "age-encryption.org/v1\n-> scrypt "u8, .. RandomNumberGenerator.GetBytes(300)];

    private Dictionary<string, object?> MemberFields(TestKeys signer, Guid id, TestKeys keys, bool officer) => new()
    {
        ["type"] = "member",
        ["user"] = HexId.Write(id),
        ["alias"] = "Kestrel",
        ["signingKey"] = TestKeys.Text(keys.SigningKey),
        ["publicKey"] = TestKeys.Text(keys.PublicKey),
        ["officer"] = officer,
        ["officerCertificate"] = officer ? Certificate(signer, keys) : null,
    };

    private object Certificate(TestKeys signer, TestKeys officer) => new
    {
        key = TestKeys.Text(officer.SigningKey),
        by = TestKeys.Text(signer.SigningKey),
        signature = TestKeys.Text(signer.SignBytes("casemanager/1 officer", [.. instance, .. officer.SigningKey]).Signature),
    };

    /// <summary>The bundle survivors seal with, signed by the root.</summary>
    public SignedIntake Intake(int number = 1)
    {
        var signed = Root.Sign("casemanager/1 intake", new
        {
            v = 1,
            instance = Convert.ToHexStringLower(instance),
            salt = TestKeys.Text(salt),
            epoch = number,
            epochKey = TestKeys.Text(epoch.PublicKey),
            recoveryKey = TestKeys.Text(recovery.PublicKey),
            at = At,
            by = TestKeys.Text(Root.SigningKey),
        });
        return new SignedIntake { Bundle = signed.Bytes, Signature = signed.Signature, Certificates = [], RootKey = Root.SigningKey };
    }

    private SignedDocument Signed(TestKeys signer, Dictionary<string, object?> fields)
    {
        var document = new Dictionary<string, object?>
        {
            ["v"] = 1,
            ["instance"] = Convert.ToHexStringLower(instance),
            ["seq"] = Next,
            ["previous"] = TestKeys.Text(Head),
            ["by"] = TestKeys.Text(signer.SigningKey),
            ["at"] = At,
        };
        foreach (var (name, value) in fields)
        {
            document[name] = value;
        }

        return signer.Sign("casemanager/1 roster", document);
    }
}

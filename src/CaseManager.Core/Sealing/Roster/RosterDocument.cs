using System.Text.Json.Serialization;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>What an entry of the roster says; the shapes are those of the browser's <c>lib/roster/entry.ts</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(GenesisDocument), "genesis")]
[JsonDerivedType(typeof(MemberDocument), "member")]
[JsonDerivedType(typeof(EpochDocument), "epoch")]
[JsonDerivedType(typeof(RevokedDocument), "revoked")]
[JsonDerivedType(typeof(RecoveryDocument), "recovery")]
public abstract record RosterDocument
{
    /// <summary>Always 1.</summary>
    public required int V { get; init; }

    public required Guid Instance { get; init; }

    /// <summary>Place in the log, from 0.</summary>
    public required int Seq { get; init; }

    /// <summary>Hash of the entry before, 32 bytes; zeros for the first.</summary>
    public required byte[] Previous { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Signing key of whoever signed, 32 bytes.</summary>
    public required byte[] By { get; init; }
}

/// <summary>The first entry: what the instance is.</summary>
public sealed record GenesisDocument : RosterDocument
{
    public required byte[] Salt { get; init; }

    public required byte[] RootKey { get; init; }

    public required byte[] RecoveryKey { get; init; }
}

/// <summary>Admits a person, or changes alias or officer role of one.</summary>
public sealed record MemberDocument : RosterDocument
{
    public required Guid User { get; init; }

    public required string Alias { get; init; }

    public required byte[] SigningKey { get; init; }

    public required byte[] PublicKey { get; init; }

    public required bool Officer { get; init; }

    public required OfficerCertificate? OfficerCertificate { get; init; }
}

/// <summary>A team key that reports are sealed to from a moment on.</summary>
public sealed record EpochDocument : RosterDocument
{
    public required int Number { get; init; }

    public required byte[] PublicKey { get; init; }

    public required DateTimeOffset From { get; init; }
}

/// <summary>Ends a person's membership.</summary>
public sealed record RevokedDocument : RosterDocument
{
    public required Guid User { get; init; }
}

/// <summary>Says which recovery files count. Only the root signs it: whoever opened one of those before, or made the first.</summary>
public sealed record RecoveryDocument : RosterDocument
{
    /// <summary>Hash of the three files, 32 bytes.</summary>
    public required byte[] Files { get; init; }
}

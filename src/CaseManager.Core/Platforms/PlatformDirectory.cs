namespace CaseManager.Core.Platforms;

/// <summary>The directory of platforms: who holds content, and how a notice reaches them.</summary>
public sealed class PlatformDirectory
{
    private static readonly Lazy<PlatformDirectory> Shipped = new(() => new PlatformDirectory(SeedFile.Read<PlatformFile>("platforms.json")));

    private readonly Dictionary<string, Platform> byId;

    internal PlatformDirectory(PlatformFile file)
    {
        byId = file.Platforms.ToDictionary(platform => platform.Id, StringComparer.Ordinal);
        All = file.Platforms;
        HashAndChildServices = file.HashAndChildServices;
        Never = new NeverAddresses(file.Platforms);
    }

    /// <summary>The records that ship with the program.</summary>
    public static PlatformDirectory Seed => Shipped.Value;

    public IReadOnlyList<Platform> All { get; }

    /// <summary>Services for hash matching and for imagery of minors; a person is sent there, nothing is sent for them.</summary>
    public IReadOnlyList<HashService> HashAndChildServices { get; }

    public NeverAddresses Never { get; }

    public Platform? Find(string id) => byId.GetValueOrDefault(id);
}

/// <summary>A service outside the case system to which a survivor can be pointed.</summary>
public sealed record HashService
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Operator { get; init; }

    public required string ForWhom { get; init; }

    public required string What { get; init; }

    public required IReadOnlyList<string> Limits { get; init; }

    public IReadOnlyList<string> PartnersSeen { get; init; } = [];

    public required string Integration { get; init; }

    public required IReadOnlyList<FactSource> Sources { get; init; }

    public required FactConfidence Confidence { get; init; }
}

/// <summary>The seed file of platforms, member for member.</summary>
internal sealed record PlatformFile
{
    public required string Title { get; init; }

    public required DateOnly Compiled { get; init; }

    public required int RecordCount { get; init; }

    public required string Disclaimer { get; init; }

    public required string HostPatternSyntax { get; init; }

    public required IReadOnlyDictionary<string, string> ConfidenceLegend { get; init; }

    public required IReadOnlyDictionary<string, string> ChannelLegend { get; init; }

    public required IReadOnlyList<Platform> Platforms { get; init; }

    public required IReadOnlyList<HashService> HashAndChildServices { get; init; }
}

namespace CaseManager.Core.Platforms;

/// <summary>The directory of platforms: who holds content, and how a notice reaches them.</summary>
public sealed class PlatformDirectory
{
    private static readonly Lazy<PlatformDirectory> Shipped = new(() => new PlatformDirectory(SeedFile.Read<PlatformFile>("platforms.json")));

    private readonly Dictionary<string, Platform> byId;

    internal PlatformDirectory(PlatformFile file)
        : this(file.Platforms, file.HashAndChildServices, file.Compiled)
    {
    }

    /// <summary>The organisation's own records over those the program came with; what may never be used stays so.</summary>
    internal PlatformDirectory(IReadOnlyList<Platform> platforms)
        : this(platforms, Seed.HashAndChildServices, Seed.Compiled)
    {
        Never = new NeverAddresses([.. Seed.All, .. platforms]);
    }

    private PlatformDirectory(IReadOnlyList<Platform> platforms, IReadOnlyList<HashService> services, DateOnly compiled)
    {
        byId = platforms.ToDictionary(platform => platform.Id, StringComparer.Ordinal);
        All = platforms;
        HashAndChildServices = services;
        Compiled = compiled;
        Never = new NeverAddresses(platforms);
    }

    /// <summary>The records that ship with the program.</summary>
    public static PlatformDirectory Seed => Shipped.Value;

    public IReadOnlyList<Platform> All { get; }

    /// <summary>Day the records the program came with were put together.</summary>
    public DateOnly Compiled { get; }

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

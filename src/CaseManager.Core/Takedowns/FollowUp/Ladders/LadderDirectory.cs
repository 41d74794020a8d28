using System.Text.Json;
using CaseManager.Core.Platforms;

namespace CaseManager.Core.Takedowns.FollowUp.Ladders;

/// <summary>The ladders the program comes with. A changed rung is a new version; steps keep the version they were opened by.</summary>
public sealed class LadderDirectory
{
    private static readonly Lazy<LadderDirectory> Shipped = new(Read);

    private LadderDirectory(LadderFile file) => (Version, All) = (file.Version, file.Ladders);

    /// <summary>The ladders that ship with the program.</summary>
    public static LadderDirectory Seed => Shipped.Value;

    public int Version { get; }

    public IReadOnlyList<Ladder> All { get; }

    /// <summary>The ladder for a recipient: the platform's own, its category's, that of hosts, else the one for everybody.</summary>
    /// <param name="platform"><see langword="null"/> for a typed contact.</param>
    public Ladder For(Platform? platform) =>
        All.FirstOrDefault(ladder => platform is not null && ladder.Platforms.Contains(platform.Id))
        ?? All.FirstOrDefault(ladder => platform is null ? ladder.ForHosts : ladder.Categories.Contains(platform.Category))
        ?? All.Single(ladder => ladder is { ForHosts: false, Platforms.Count: 0, Categories.Count: 0 });

    private static LadderDirectory Read()
    {
        using var stream = typeof(LadderDirectory).Assembly.GetManifestResourceStream("ladders.json")
            ?? throw new InvalidOperationException("The program was built without its ladders.");
        return new LadderDirectory(JsonSerializer.Deserialize<LadderFile>(stream, SeedFile.Strict) ?? throw new JsonException("The file of ladders is empty."));
    }

    private sealed record LadderFile
    {
        public required int Version { get; init; }

        public required IReadOnlyList<Ladder> Ladders { get; init; }
    }
}

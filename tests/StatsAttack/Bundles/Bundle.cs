using System.Security.Cryptography;

namespace CaseManager.StatsAttack.Bundles;

/// <summary>One bundle as anybody may download it.</summary>
public sealed class Bundle
{
    private readonly Dictionary<string, byte[]> entries = new(StringComparer.Ordinal);
    private readonly Lazy<StatsJson> stats;

    private Bundle(string path, byte[] bytes)
    {
        Path = path;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        foreach (var (name, content) in StoredZip.Read(bytes, ZipFindings))
        {
            entries[name] = content;
        }

        stats = new(() => StatsJson.Read(this["stats.json"]));
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Of the whole file, 64 hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>What is not as it should be about the ZIP file itself.</summary>
    public List<string> ZipFindings { get; } = [];

    public IEnumerable<string> Entries => entries.Keys;

    /// <exception cref="FormatException">It cannot be read.</exception>
    public StatsJson Stats => stats.Value;

    /// <exception cref="FormatException">There is no such entry.</exception>
    public byte[] this[string name] => entries.GetValueOrDefault(name) ?? throw new FormatException($"{name} is missing");

    /// <exception cref="InvalidDataException">It is no ZIP file.</exception>
    public static Bundle Open(string path) => new(path, File.ReadAllBytes(path));

    /// <summary>One that was never written.</summary>
    public static Bundle Of(string name, byte[] bytes) => new(name, bytes);

    /// <summary>Every bundle in a folder and the folders in it, by name and then by place.</summary>
    /// <exception cref="InvalidDataException">A file ending in <c>.zip</c> is no ZIP file.</exception>
    public static IReadOnlyList<Bundle> OpenAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.zip", SearchOption.AllDirectories)
            .OrderBy(System.IO.Path.GetFileName, StringComparer.Ordinal).ThenBy(path => path, StringComparer.Ordinal)
            .Select(Open)];
}

using System.IO.Compression;
using System.Text.Json;
using CaseManager.Core.Statistics.Catalogue;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>A bundle as anybody can read it who has the file: whatever is shown of a release comes from here and from nowhere else.</summary>
public sealed class BundleContent
{
    private BundleContent(byte[] zip)
    {
        using var figures = JsonDocument.Parse(FileOf(zip, "stats.json") ?? throw new FormatException("It has no figures."));
        var root = figures.RootElement;
        Organisation = root.GetProperty("organisation").GetString()!;
        Period = root.GetProperty("period").GetString()!;
        var privacy = root.GetProperty("privacy");
        EpsilonTotal = privacy.GetProperty("epsilonTotal").GetString()!;
        Threshold = privacy.GetProperty("threshold").GetInt64();
        Margin90 = privacy.GetProperty("margin90").GetInt64();
        Tables = [.. root.GetProperty("tables").EnumerateArray().Select(Table)];
    }

    /// <summary>As it was published.</summary>
    public string Organisation { get; }

    /// <summary>As it is written: <c>2025-Q3</c>.</summary>
    public string Period { get; }

    /// <summary>ε of one case over every draw that touches the period, a fraction as it is written.</summary>
    public string EpsilonTotal { get; }

    /// <summary>The smallest value that is shown.</summary>
    public long Threshold { get; }

    /// <summary>Of a single cell, whole cases.</summary>
    public long Margin90 { get; }

    /// <summary>In the order of the catalogue, totals last.</summary>
    public IReadOnlyList<ReleaseTable> Tables { get; }

    /// <param name="zip">Bytes of the whole file.</param>
    /// <exception cref="InvalidDataException">It is no bundle.</exception>
    public static BundleContent Read(byte[] zip)
    {
        try
        {
            return new BundleContent(zip);
        }
        catch (Exception damaged) when (damaged is KeyNotFoundException or JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("This is no bundle of statistics.", damaged);
        }
    }

    /// <summary>Bytes of one file of a bundle, or <see langword="null"/> where there is none of that name.</summary>
    /// <exception cref="InvalidDataException">It is no bundle.</exception>
    public static byte[]? FileOf(byte[] zip, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        if (archive.GetEntry(name) is not { } entry)
        {
            return null;
        }

        using var content = entry.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private static ReleaseTable Table(JsonElement table)
    {
        var name = table.GetProperty("name").GetString()!;
        List<string> dimensions = [.. table.GetProperty("dimensions").EnumerateArray().Select(dimension => dimension.GetString()!)];
        return new ReleaseTable(
            name,
            table.GetProperty("family").GetString(),
            FixedCatalogue.Families.FirstOrDefault(family => family.Table == name)?.Title ?? "Totals",
            dimensions,
            [.. table.GetProperty("rows").EnumerateArray().Select(row => new ReleaseRow(
                row.GetProperty("period").GetString()!,
                [.. dimensions.Select(dimension => row.GetProperty(dimension).GetString()!)],
                row.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetInt64() : null,
                row.GetProperty("status").GetString()!,
                row.GetProperty("margin90").GetInt64()))]);
    }
}

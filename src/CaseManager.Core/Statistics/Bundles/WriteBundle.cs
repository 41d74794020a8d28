using System.Globalization;
using System.Text;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Releases;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>Puts a release into one ZIP file, byte for byte as <c>docs/statistics-release.md</c> says.</summary>
internal sealed class WriteBundle(SignReleases signer)
{
    /// <param name="cells">What this release drew, protected.</param>
    /// <param name="earlier">What earlier releases told of parts of its year.</param>
    /// <returns>The bytes of the ZIP file; the same for the same release.</returns>
    public byte[] Run(ReleaseDraft release, IReadOnlyList<ReleaseCell> cells, IReadOnlyList<ReleaseCell> earlier)
    {
        var tables = BundleFacts.Tables(release, cells, earlier);
        var texts = new BundleTexts(release, signer.KeyMark);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["README.txt"] = Encoding.UTF8.GetBytes(texts.Readme),
            ["METHOD.md"] = Encoding.UTF8.GetBytes(texts.Method),
            ["stats.json"] = BundleJson.Figures(release, tables),
            ["stats.xlsx"] = WorkbookFile.Write(tables, About(release)),
        };
        foreach (var table in tables)
        {
            files[$"data/{table.Name}.csv"] = Encoding.UTF8.GetBytes(CsvTable.Write(table));
            files[$"charts/{table.Name}.svg"] = Encoding.UTF8.GetBytes(ChartFile.Write(table, release.Plan.Preset.Threshold));
        }

        foreach (var (name, codes) in BundleFacts.Lists(release.Plan.Countries))
        {
            files[$"codes/{name}.csv"] = Encoding.UTF8.GetBytes(CodesText(codes));
        }

        files["datapackage.json"] = BundleJson.Package(release, tables, files);
        var manifest = BundleJson.Manifest(release, files);
        files["manifest.json"] = manifest;
        files["signature.json"] = BundleJson.Signature(signer.PublicKey, signer.Sign(manifest));
        return StoredZip.Write(files.Select(file => (file.Key, file.Value)));
    }

    private static string CodesText(IReadOnlyList<Code> codes)
    {
        var text = new StringBuilder();
        CsvTable.WriteLine(text, ["code", "label"]);
        foreach (var code in codes)
        {
            CsvTable.WriteLine(text, [code.Name, code.Label]);
        }

        return text.ToString();
    }

    private static IReadOnlyList<(string Name, string Value)> About(ReleaseDraft release) =>
    [
        ("organisation", release.Policy.Organisation),
        ("period", release.Plan.Period.Text),
        ("revision", release.Plan.Revision.ToString(CultureInfo.InvariantCulture)),
        ("catalogue", FixedCatalogue.Version.ToString(CultureInfo.InvariantCulture)),
        ("preset", release.Plan.Preset.Name),
        ("epsilon of one table", release.Plan.Preset.Epsilon),
        ("epsilon in all", BundleFacts.EpsilonTotal(release)),
        ("threshold", release.Plan.Preset.Threshold.ToString(CultureInfo.InvariantCulture)),
        ("countries", release.Plan.Countries.Count == 0 ? Countries.Other : string.Join(' ', release.Plan.Countries)),
        ("what this is", "Every number had a small random number added or taken away once. Read README.txt before you publish."),
    ];
}

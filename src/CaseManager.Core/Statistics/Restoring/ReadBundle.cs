using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseManager.Core.Statistics.Bundles;
using NSec.Cryptography;

namespace CaseManager.Core.Statistics.Restoring;

/// <summary>Opens a bundle that this organisation signed.</summary>
internal static class ReadBundle
{
    /// <returns>What <c>stats.json</c> holds, and the release's id.</returns>
    /// <exception cref="RefusedException">It is no bundle, was changed, or is signed by another key.</exception>
    public static BundleContent Run(byte[] bundle, byte[] publicKey)
    {
        try
        {
            var files = Unpack(bundle);
            if (!StoredZip.Write(files.Select(file => (file.Key, file.Value))).AsSpan().SequenceEqual(bundle))
            {
                throw new RefusedException("bundle-changed");
            }

            var manifest = files["manifest.json"];
            Verify(files, manifest, publicKey);
            var named = Read<BundleManifest>(manifest);
            var figures = Read<BundleFigures>(files["stats.json"]);
            return HexId.TryRead(named.Release, out var id) && figures is { V: 1, Format: "casemanager statistics" }
                ? new BundleContent(id, figures)
                : throw new RefusedException("not-a-bundle");
        }
        catch (Exception damaged) when (damaged is not (RefusedException or OutOfMemoryException))
        {
            // Whatever stands in it: nothing of it was taken in.
            throw new RefusedException("not-a-bundle");
        }
    }

    private static T Read<T>(byte[] json) => JsonSerializer.Deserialize<T>(json, BundleContent.Json) ?? throw new RefusedException("not-a-bundle");

    private static Dictionary<string, byte[]> Unpack(byte[] bundle)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));

        // What is stored is no larger than the whole; nothing is unpacked that says otherwise.
        if (zip.Entries.Any(entry => entry.Length != entry.CompressedLength) || zip.Entries.Sum(entry => entry.Length) > bundle.Length)
        {
            throw new RefusedException("not-a-bundle");
        }

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            files.Add(entry.FullName, Bytes(entry));
        }

        return files;
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Verify(Dictionary<string, byte[]> files, byte[] manifest, byte[] publicKey)
    {
        var signature = Read<BundleSignature>(files["signature.json"]);
        var key = PublicKey.Import(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey);
        byte[] signed = [.. Encoding.ASCII.GetBytes(SignReleases.Label), .. manifest];
        if (!SignatureAlgorithm.Ed25519.Verify(key, signed, System.Buffers.Text.Base64Url.DecodeFromChars(signature.Signature)))
        {
            throw new RefusedException("signed-by-another");
        }

        var listed = Read<BundleManifest>(manifest).Files;
        if (listed.Count != files.Count - 2 || listed.Any(file => Convert.ToHexStringLower(SHA256.HashData(files[file.Name])) != file.Sha256))
        {
            throw new RefusedException("bundle-changed");
        }
    }
}

/// <summary>What a bundle says.</summary>
internal sealed record BundleContent(Guid ReleaseId, BundleFigures Figures)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };
}

internal sealed record BundleFigures(
    int V,
    string Format,
    string Organisation,
    string Period,
    short Revision,
    int Catalogue,
    string Preset,
    DateTimeOffset Created,
    IReadOnlyList<string> Countries,
    IReadOnlyList<BundleTable> Tables,
    IReadOnlyList<BundleEntry> Ledger);

/// <param name="Rows">Columns by name.</param>
internal sealed record BundleTable(string? Family, IReadOnlyList<string> Dimensions, IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Rows);

internal sealed record BundleEntry(int Entry, string Family, string Period, short Revision, string Epsilon, string Release, DateTimeOffset BuiltAt);

internal sealed record BundleManifest(string Release, IReadOnlyList<BundleFile> Files);

internal sealed record BundleFile(string Name, string Sha256);

internal sealed record BundleSignature(string Signature);

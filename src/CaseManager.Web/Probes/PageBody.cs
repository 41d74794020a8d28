using System.IO.Compression;

namespace CaseManager.Web.Probes;

/// <summary>Reads a page's bytes with a limit on what is received and on what comes out of its compression.</summary>
internal static class PageBody
{
    private const int Limit = PageReader.MaximumBody;

    /// <returns>Null where it is larger than any page of interest.</returns>
    /// <exception cref="InvalidDataException">What says it is compressed is not, or in a way nobody asked for.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, CancellationToken cancel)
    {
        var encodings = content.Headers.ContentEncoding.Where(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)).ToList();
        if (encodings.Count > 1 || encodings.Exists(encoding => !encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)))
        {
            throw new InvalidDataException();
        }

        await using var received = await content.ReadAsStreamAsync(cancel);
        if (await ReadAsync(received, cancel) is not { } bytes)
        {
            return null;
        }

        if (encodings.Count == 0)
        {
            return bytes;
        }

        await using var unpacked = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        return await ReadAsync(unpacked, cancel);
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var body = new byte[Limit + 1];
        var read = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        if (read > Limit)
        {
            // Not as a conditional expression: there null would become an empty page.
            return null;
        }

        return body.AsMemory(0, read);
    }
}

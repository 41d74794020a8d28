using System.Security.Cryptography;
using System.Text.Json;
using CaseManager.Core;

namespace CaseManager.Web.Api;

/// <summary>The exact bytes of a post, kept in memory only and never larger than the limit.</summary>
public sealed class PostedBody
{
    /// <summary>The most a post may have.</summary>
    public const int MaximumLength = 1024 * 1024;

    private PostedBody(byte[] bytes) => Bytes = bytes;

    /// <summary>All of it.</summary>
    public byte[] Bytes { get; }

    /// <summary>SHA-256 of the bytes.</summary>
    public byte[] Hash => SHA256.HashData(Bytes);

    /// <exception cref="RefusedException"><c>too-large</c>.</exception>
    public static async Task<PostedBody> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > MaximumLength)
        {
            throw new RefusedException("too-large", RefusalKind.TooLarge);
        }

        using var buffer = new MemoryStream((int)(request.ContentLength ?? 0));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancel)) > 0)
        {
            if (buffer.Length + read > MaximumLength)
            {
                throw new RefusedException("too-large", RefusalKind.TooLarge);
            }

            buffer.Write(chunk, 0, read);
        }

        return new PostedBody(buffer.ToArray());
    }

    /// <summary>Reads the bytes as JSON of exactly this shape.</summary>
    /// <exception cref="RefusedException"><c>not-json</c>: something is missing, spare, or of another shape.</exception>
    public T Read<T>()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Bytes, ApiJson.Options) ?? throw new RefusedException("not-json");
        }
        catch (JsonException)
        {
            throw new RefusedException("not-json");
        }
    }
}

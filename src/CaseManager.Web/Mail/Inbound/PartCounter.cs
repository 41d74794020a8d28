using MimeKit;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>Counts parts and headers without keeping any: ten megabytes can name two million parts, which must not become objects.</summary>
internal sealed class PartCounter(ParserOptions options, Stream bytes, ReadingLimits limits) : MimeReader(options, bytes)
{
    private int _parts;
    private int _headers;

    /// <summary>False as soon as there are too many.</summary>
    internal static bool IsWithin(ParserOptions options, Stream bytes, ReadingLimits limits)
    {
        try
        {
            new PartCounter(options, bytes, limits).ReadMessage();
            return true;
        }
        catch (TooManyException)
        {
            return false;
        }
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken) => Count(ref _headers, limits.Headers);

    protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Count(ref _parts, limits.Parts);

    protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Count(ref _parts, limits.Parts);

    protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Count(ref _parts, limits.Parts);

    private static void Count(ref int counted, int most)
    {
        if (++counted > most)
        {
            throw new TooManyException();
        }
    }

    private sealed class TooManyException : Exception;
}

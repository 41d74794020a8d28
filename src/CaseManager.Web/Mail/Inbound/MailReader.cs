using CaseManager.Core.Takedowns.Answers;
using MimeKit;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>Reads an inbound mail (RFC 5322, RFC 2045 to 2049). Total: any bytes give a result, with what could be read and why the rest was not.</summary>
public static class MailReader
{
    private const int MostEnclosedIds = 10;

    /// <param name="raw">The mail as it came.</param>
    /// <param name="limits">How much of it is read; by default <see cref="ReadingLimits.Default"/>.</param>
    public static ReadMail Read(byte[] raw, ReadingLimits? limits = null)
    {
        limits ??= ReadingLimits.Default;
        var options = CreateOptions(limits);
        if (raw.Length == 0)
        {
            return new ReadMail { Problem = ReadingProblems.Empty };
        }

        if (raw.Length > limits.RawBytes)
        {
            return ReadHeader(raw, options, limits) with { Problem = ReadingProblems.TooLarge };
        }

        // Whatever a parser of another's making throws at hostile bytes, the mail is kept and a person looks at it.
        try
        {
            using var counted = new MemoryStream(raw, writable: false);
            return PartCounter.IsWithin(options, counted, limits)
                ? ReadWhole(raw, options, limits)
                : ReadHeader(raw, options, limits) with { Problem = ReadingProblems.TooManyParts };
        }
        catch (Exception)
        {
            return ReadHeader(raw, options, limits) with { Problem = ReadingProblems.Unreadable };
        }
    }

    private static ReadMail ReadWhole(byte[] raw, ParserOptions options, ReadingLimits limits)
    {
        using var bytes = new MemoryStream(raw, writable: false);
        using var message = MimeMessage.Load(options, bytes, persistent: true);
        var body = BodyText.Of(message.Body, limits);
        var bounce = BounceReader.Read(message, limits);
        return new HeaderReader(message.Headers, options, limits).Read() with
        {
            Text = body.Text,
            NewText = Quotation.Remove(body.Text),
            AlternativeNewText = body.Alternative is { } other ? Quotation.Remove(other) : null,
            Bounce = bounce,
            EnclosedIds = EnclosedIds(message, body.Text),
            ContentType = MailCharacters.Clean(message.Body?.ContentType.MimeType.ToLowerInvariant() ?? "text/plain"),
            ReportType = message.Body is MultipartReport report ? report.ReportType?.ToLowerInvariant() : null,
        };
    }

    private static IReadOnlyList<string> EnclosedIds(MimeMessage message, string text)
    {
        var attached = message.BodyParts.OfType<MessagePart>().Select(part => part.Message?.MessageId).OfType<string>().Where(id => OwnShape.IsMessageId(id));
        return [.. attached.Concat(OwnShape.FindMessageIds(text, MostEnclosedIds)).Distinct().Take(MostEnclosedIds)];
    }

    private static ReadMail ReadHeader(byte[] raw, ParserOptions options, ReadingLimits limits)
    {
        try
        {
            var header = raw.AsSpan(0, Math.Min(raw.Length, limits.HeaderBytes));
            var end = header.IndexOf("\n\n"u8) is >= 0 and var unix ? unix + 2 : header.Length;
            end = header.IndexOf("\r\n\r\n"u8) is >= 0 and var dos ? Math.Min(end, dos + 4) : end;
            using var bytes = new MemoryStream(header[..end].ToArray());
            return new HeaderReader(HeaderList.Load(options, bytes), options, limits).Read();
        }
        catch (Exception)
        {
            return new ReadMail();
        }
    }

    private static ParserOptions CreateOptions(ReadingLimits limits) => new()
    {
        MaxMimeDepth = limits.Depth,
        AddressParserComplianceMode = RfcComplianceMode.Loose,
        ParameterComplianceMode = RfcComplianceMode.Loose,
        Rfc2047ComplianceMode = RfcComplianceMode.Loose,
    };
}

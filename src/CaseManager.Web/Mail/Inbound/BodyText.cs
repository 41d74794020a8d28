using System.Text;
using CaseManager.Core.Takedowns.Answers;
using MimeKit;
using MimeKit.Cryptography;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>The text of a mail's own body: no attachment, no enclosed mail, of alternatives the plain one.</summary>
internal sealed class BodyText(ReadingLimits limits)
{
    // "Your program shows no HTML" and the like, beside a real text in HTML.
    private const int ShortestPlain = 120;

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _alternative = new();
    private bool _hasAlternative;

    internal string Text => MailCharacters.Cut(MailCharacters.Clean(_text.ToString()), limits.Text);

    /// <summary>What the HTML says where a plain text was preferred to it.</summary>
    internal string? Alternative => _hasAlternative ? MailCharacters.Cut(MailCharacters.Clean(_alternative.ToString()), limits.Text) : null;

    internal static BodyText Of(MimeEntity? body, ReadingLimits limits)
    {
        var text = new BodyText(limits);
        text.Add(body);
        return text;
    }

    private void Add(MimeEntity? entity)
    {
        switch (entity)
        {
            case MultipartAlternative alternative:
                AddBest(alternative);
                break;
            case MultipartRelated related:
                Add(related.Root);
                break;
            case MultipartEncrypted:
                break;
            case MultipartReport or MultipartSigned:
                Add(((Multipart)entity).FirstOrDefault());
                break;
            case Multipart multipart:
                foreach (var part in multipart)
                {
                    Add(part);
                }

                break;
            case TextPart part when IsBody(part) && part.IsHtml:
                Append(_text, FromHtml(part));
                break;
            case TextPart part when IsBody(part) && part.IsPlain:
                Append(_text, Decode(part));
                break;
        }
    }

    private void AddBest(MultipartAlternative alternative)
    {
        var plain = alternative.OfType<TextPart>().FirstOrDefault(part => part.IsPlain && IsBody(part));
        var html = alternative.OfType<TextPart>().LastOrDefault(part => part.IsHtml)
            ?? alternative.OfType<MultipartRelated>().Select(related => related.Root).OfType<TextPart>().LastOrDefault(part => part.IsHtml);
        if (plain is null && html is null)
        {
            foreach (var part in alternative.Reverse().Take(1))
            {
                Add(part);
            }

            return;
        }

        var (plainText, htmlText) = (plain is null ? "" : Decode(plain), html is null ? "" : FromHtml(html));
        var usesPlain = html is null || plainText.Trim().Length >= Math.Min(ShortestPlain, htmlText.Length / 2);
        Append(_text, usesPlain ? plainText : htmlText);
        if (plain is not null && html is not null)
        {
            _hasAlternative = true;
            Append(_alternative, usesPlain ? htmlText : plainText);
        }
    }

    private string FromHtml(TextPart part) => HtmlText.Convert(Decode(part), limits.Text);

    private static bool IsBody(TextPart part) => part.ContentDisposition?.Disposition is not { } kind || !kind.Equals(ContentDisposition.Attachment, StringComparison.OrdinalIgnoreCase);

    private string Decode(TextPart part) => MailCharsets.Decode(PartBytes.Read(part, limits.Text), part.ContentType.Charset);

    private void Append(StringBuilder text, string more)
    {
        if (more.Length > 0 && text.Length < limits.Text)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(more);
        }
    }
}

using System.Text.Json;

namespace CaseManager.Core.Takedowns.Answers;

/// <summary>Tells bounces from answers and one sort of bounce from another (RFC 3464, RFC 3463).</summary>
/// <remarks>
/// A formal report counts wherever it comes from; a text only from a mail server: null return path, or From of a mailer daemon or postmaster or empty.
/// Status class 4 and "delayed" are temporary, also when the server gave up. Of class 5, an address that does not exist is permanent whatever the subject
/// of the code, since servers write 5.7.1 for that too; else 5.7.x and words of block lists and filters are policy; the rest is permanent.
/// </remarks>
public sealed class BounceClassifier
{
    private const int ReadCharacters = 4_000;

    private static readonly string[] Daemons = ["mailer-daemon", "mailerdaemon", "postmaster", "mail-daemon", "maildaemon", "mdaemon", "mail.delivery", "maildelivery", "noreply-mailer-daemon"];

    private readonly LiteralIndex _literals = new();
    private readonly IReadOnlyList<Phrase> _nobody;
    private readonly IReadOnlyList<Phrase> _policy;
    private readonly IReadOnlyList<Phrase> _full;
    private readonly IReadOnlyList<Phrase> _retrying;
    private readonly IReadOnlyList<Phrase> _undelivered;

    private BounceClassifier(BounceWords words)
    {
        var phrases = new PhraseReader(new Dictionary<string, string[]>(), _literals);
        (_nobody, _policy, _full, _retrying, _undelivered) =
            (Read(words.NoSuchAddress), Read(words.Policy), Read(words.MailboxFull), Read(words.StillTrying), Read(words.NotDelivered));
        _literals.Freeze();

        IReadOnlyList<Phrase> Read(IReadOnlyList<string> written) => [.. written.Select(phrases.Read)];
    }

    public static BounceClassifier Default { get; } = Load();

    /// <returns>Null where the mail is no bounce; a report that a mail was delivered or relayed is none.</returns>
    public AnswerMatch? Classify(ReadMail mail) =>
        mail.Bounce is { } report ? Formal(report, mail) : IsFromMailServer(mail) ? Informal(mail) : null;

    private AnswerMatch? Formal(BounceReport report, ReadMail mail)
    {
        var said = mail.NewText;
        return report.Recipients.Where(recipient => recipient.Action is "failed" or "delayed" || (recipient.Action.Length == 0 && recipient.Status?.Class is 4 or 5))
            .Select(recipient => Formal(recipient, said))
            .OrderBy(match => Weight(match.Class))
            .FirstOrDefault();
    }

    private AnswerMatch Formal(BouncedRecipient recipient, string said)
    {
        var status = recipient.Status ?? EnhancedStatus.FindIn(recipient.Diagnostic);
        var words = recipient.Diagnostic.Length > 0 ? recipient.Diagnostic : said;
        var excerpt = MailCharacters.Cut(recipient.Diagnostic.Length > 0 ? recipient.Diagnostic : status?.ToString() ?? recipient.Action, 200);
        if (recipient.Action == "delayed" || status?.Class == 4 || (status is null && SmtpCode(recipient.Diagnostic) is 4))
        {
            return Match(AnswerClasses.BounceTemporary, "bounce.report.temporary", excerpt);
        }

        if (Has(_nobody, words) || status is { SaysBadAddress: true })
        {
            return Match(AnswerClasses.BouncePermanent, "bounce.report.no-such-address", excerpt);
        }

        // A status that says little (5.0.0, 5.5.0) leaves it to the text, of the server or for the reader.
        var saysLittle = status is null or { Subject: 0 or 5 or 3 or 6 };
        return status?.Subject == 7 || Has(_policy, words) || (saysLittle && !Has(_nobody, said) && Has(_policy, said))
            ? Match(AnswerClasses.BouncePolicy, "bounce.report.policy", excerpt)
            : Match(AnswerClasses.BouncePermanent, "bounce.report.permanent", excerpt);
    }

    private AnswerMatch? Informal(ReadMail mail)
    {
        var said = $"{mail.Subject}\n{mail.NewText}";
        var status = EnhancedStatus.FindIn(MailCharacters.Cut(mail.NewText, ReadCharacters));
        var code = status?.Class ?? SmtpCode(MailCharacters.Cut(mail.NewText, ReadCharacters));
        var isDaemon = mail.From.Any(IsDaemon) || mail.FailedRecipients.Count > 0;
        var undelivered = Has(_undelivered, said);

        // A number alone is no bounce: robots with a null return path write ticket numbers.
        if (!undelivered && !(isDaemon && (code is 4 or 5 || Has(_retrying, said) || Has(_nobody, said) || Has(_policy, said) || Has(_full, said))))
        {
            return null;
        }

        var excerpt = MailCharacters.Cut(FirstTelling(mail.NewText), 200);
        if (code == 4 || (Has(_retrying, said) && code != 5))
        {
            return Match(AnswerClasses.BounceTemporary, "bounce.text.temporary", excerpt);
        }

        if (Has(_nobody, said) || status is { SaysBadAddress: true })
        {
            return Match(AnswerClasses.BouncePermanent, "bounce.text.no-such-address", excerpt);
        }

        return status?.Subject == 7 || Has(_policy, said) ? Match(AnswerClasses.BouncePolicy, "bounce.text.policy", excerpt)
            : Has(_full, said) && code != 5 ? Match(AnswerClasses.BounceTemporary, "bounce.text.mailbox-full", excerpt)
            : Match(AnswerClasses.BouncePermanent, "bounce.text.permanent", excerpt);
    }

    private static bool IsFromMailServer(ReadMail mail) => mail.ReturnPath == "" || mail.From.Count == 0 || mail.From.Any(IsDaemon) || mail.FailedRecipients.Count > 0;

    private static bool IsDaemon(string address) => Daemons.Contains(address.Split('@')[0].ToLowerInvariant());

    private bool Has(IReadOnlyList<Phrase> phrases, string text)
    {
        var hits = _literals.Find(AnswerText.Normalize(MailCharacters.Cut(text, ReadCharacters)));
        return phrases.Any(phrase => phrase.IsIn(hits, (_, _) => true, out _));
    }

    private string FirstTelling(string text) =>
        text.Split('\n').Take(60).Select(line => line.Trim()).FirstOrDefault(line =>
            line.Length > 0 && (EnhancedStatus.FindIn(line) is not null || SmtpCode(line) is not null || Has(_nobody, line) || Has(_policy, line) || Has(_full, line) || Has(_retrying, line) || Has(_undelivered, line))) ?? "";

    /// <summary>Class of the first SMTP reply code that stands alone, such as 5 for 550; null without one.</summary>
    private static int? SmtpCode(string text)
    {
        for (var at = 0; at + 3 <= text.Length; at++)
        {
            if (text[at] is '4' or '5' && text[at + 1] is >= '0' and <= '7' && char.IsAsciiDigit(text[at + 2])
                && (at == 0 || !char.IsLetterOrDigit(text[at - 1]) && text[at - 1] is not ('.' or '-' or '/' or '#'))
                && (at + 3 == text.Length || text[at + 3] is ' ' or '-' or '\n' or ':' or ')' or ',' or ';'))
            {
                return text[at] - '0';
            }
        }

        return null;
    }

    private static int Weight(string answerClass) => answerClass switch
    {
        AnswerClasses.BouncePermanent => 0,
        AnswerClasses.BouncePolicy => 1,
        _ => 2,
    };

    private static AnswerMatch Match(string answerClass, string rule, string excerpt) => new(answerClass, rule, "", excerpt);

    private static BounceClassifier Load()
    {
        using var file = AnswerRules.Open("bounces");
        return new BounceClassifier(JsonSerializer.Deserialize<BounceWords>(file, JsonSerializerOptions.Web) ?? throw new InvalidOperationException("answers/bounces.json is empty."));
    }

    private sealed record BounceWords(
        IReadOnlyList<string> NoSuchAddress, IReadOnlyList<string> Policy, IReadOnlyList<string> MailboxFull, IReadOnlyList<string> StillTrying, IReadOnlyList<string> NotDelivered);
}

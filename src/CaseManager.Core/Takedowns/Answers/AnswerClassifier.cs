namespace CaseManager.Core.Takedowns.Answers;

/// <summary>Says what a mail is and what it says, by rules an operator can read. Pure; time grows with the text alone.</summary>
/// <remarks>
/// Order: our own mail, a bounce, then the words. Only what the sender wrote is looked at, never what she quotes. A confirmation of receipt
/// is one only if no sentence says anything else: in doubt it is <see cref="AnswerClasses.Other"/>, which moves nothing.
/// </remarks>
public sealed class AnswerClassifier(AnswerRules rules)
{
    private static readonly string[] Subjectless = ["[td-", "td-"];

    // Of a reply the subject is ours, or whoever's the other mail was.
    private static readonly string[] ReplyMarks = ["re:", "re：", "aw:", "antw:", "ré:", "rép:", "rif:", "sv:", "回复:", "回复：", "回覆:", "回覆：", "答复:", "答复：", "답장:", "회신:", "ответ:", "отв:"];

    private readonly BounceClassifier _bounces = BounceClassifier.Default;

    /// <summary>With the rules the product is delivered with.</summary>
    public static AnswerClassifier Default { get; } = new(AnswerRules.Default);

    /// <param name="platform">Whom we wrote to, by the directory's id; null where that is not known.</param>
    public ClassifiedAnswer Classify(ReadMail mail, string? platform = null)
    {
        var ticket = TicketNumber.Find(OwnWords(mail.Subject), mail.NewText);
        if (_bounces.Classify(mail) is { } bounce)
        {
            return new ClassifiedAnswer(MailKinds.Bounce, bounce.Class, bounce.Rule, bounce.Excerpt, ticket, MayMove.ByBounce(mail), [bounce]);
        }

        if (mail.LooksOwn)
        {
            return new ClassifiedAnswer(MailKinds.Loop, AnswerClasses.Other, "loop", null, null, MayMove: false, []);
        }

        var kind = mail.Automatic.Any || IsReceipt(mail) ? MailKinds.AutoReply : MailKinds.Answer;
        var (match, also) = Read(mail, platform, ticket);
        return new ClassifiedAnswer(
            kind, match.Class, match.Rule, match.Excerpt.Length > 0 ? match.Excerpt : null, ticket, MayMove.ByAnswer(mail, match.Class), also);
    }

    private (AnswerMatch Deciding, IReadOnlyList<AnswerMatch> Also) Read(ReadMail mail, string? platform, string? ticket)
    {
        if (mail.Problem is { } problem)
        {
            return (Nothing(AnswerClasses.Other, $"unread.{problem}"), []);
        }

        if (IsReceipt(mail))
        {
            return (Nothing(AnswerClasses.AutoReply, "receipt"), []);
        }

        var subject = IsReply(mail.Subject) ? [] : AnswerText.Sentences(OwnWords(mail.Subject));
        var read = Read([.. subject, .. OwnNotice.Without(AnswerText.Sentences(mail.NewText))], mail, platform, ticket);

        // A plain text and an HTML that say different things: only a person can tell which one is meant.
        return read.Deciding.Class == AnswerClasses.Acknowledged && mail.AlternativeNewText is { Length: > 0 } other
            && Read([.. subject, .. OwnNotice.Without(AnswerText.Sentences(other))], mail, platform, ticket).Deciding.Class != AnswerClasses.Acknowledged
            ? (Nothing(AnswerClasses.Other, "alternatives-differ"), [read.Deciding])
            : read;
    }

    private (AnswerMatch Deciding, IReadOnlyList<AnswerMatch> Also) Read(IReadOnlyList<AnswerSentence> sentences, ReadMail mail, string? platform, string? ticket)
    {
        var search = new AnswerSearch(rules, platform);
        var found = search.Matches(sentences, ticket is not null);
        if (found.Count == 0)
        {
            return (mail.Automatic.IsReply ? Nothing(AnswerClasses.AutoReply, "automatic") : Nothing(AnswerClasses.Other, "none"), []);
        }

        var (deciding, language) = Deciding(found, mail.Automatic.IsReply);
        if (deciding.Class == AnswerClasses.Acknowledged && search.FirstDoubtful(sentences, language) is { } doubtful)
        {
            // Words that alone would say little say more than a receipt that is none: a person decides in any case.
            var others = found.Where(one => one.Match.Class != AnswerClasses.Acknowledged).ToList();
            deciding = others.Count > 0
                ? Deciding(others, isRobot: false).Match
                : new AnswerMatch(AnswerClasses.Other, $"{language}.acknowledged.doubtful", "", MailCharacters.Cut(doubtful.Original, 200));
        }

        return (deciding, [.. found.Select(one => one.Match).DistinctBy(match => match.Rule).Where(match => match.Class != deciding.Class)]);
    }

    private static (AnswerMatch Match, string Language) Deciding(IReadOnlyList<FoundMatch> found, bool isRobot)
    {
        var first = found[0];
        if (!IsHint(first.Match))
        {
            return AsksAfter(first, found) is { } asks ? (asks.Match, asks.Language) : (first.Match, first.Language);
        }

        if (isRobot)
        {
            // A robot of which only single words are known is a robot.
            return (Nothing(AnswerClasses.AutoReply, "automatic"), first.Language);
        }

        // Of anybody else those words decide that stand in more sentences.
        var hint = found.Where(one => IsHint(one.Match)).GroupBy(one => one.Match.Class).MaxBy(same => same.Count())!.First();
        return (hint.Match, hint.Language);
    }

    /// <summary>
    /// What they ask for, where that is what the mail comes to: "that page is not there any more" beside "send us another link" is a question about the link,
    /// and "we can not act on this" before "send us her authority" is no last word.
    /// </summary>
    private static FoundMatch? AsksAfter(FoundMatch first, IReadOnlyList<FoundMatch> found)
    {
        var asks = found.Where(one => one.Match.Class == AnswerClasses.AsksForMore && !IsHint(one.Match)).ToList();
        if (asks.Count == 0 || first.Match.Rule.EndsWith(".removed.gone", StringComparison.Ordinal))
        {
            return asks.FirstOrDefault();
        }

        // Of the others a removal and a refusal give way to a mail that comes back to what it asks for, and a refusal to one that ends with it.
        var against = found.Where(one => one.Match.Class == first.Match.Class && !IsHint(one.Match)).Select(one => one.Sentence).ToHashSet();
        var isMostly = asks.Select(one => one.Sentence).Distinct().Count(sentence => !against.Contains(sentence)) is >= 2 and var count && count > against.Count;
        return first.Match.Class switch
        {
            AnswerClasses.SaysRemoved or AnswerClasses.Refused when isMostly => asks[0],
            AnswerClasses.Refused => asks.FirstOrDefault(ask => ask.Match.Rule.EndsWith(".asks.please", StringComparison.Ordinal) && against.All(sentence => sentence < ask.Sentence)),
            _ => null,
        };
    }

    private static bool IsHint(AnswerMatch match) => match.Rule.EndsWith(".hint", StringComparison.Ordinal);

    /// <summary>A subject up to our own code: what follows it is our subject, sent back.</summary>
    private static string OwnWords(string subject)
    {
        var end = Subjectless.Select(mark => subject.IndexOf(mark, StringComparison.OrdinalIgnoreCase)).Where(at => at >= 0).DefaultIfEmpty(subject.Length).Min();
        return subject[..end];
    }

    private static bool IsReply(string subject) => ReplyMarks.Any(mark => subject.TrimStart().StartsWith(mark, StringComparison.OrdinalIgnoreCase));

    // A note that a mail was displayed or deleted (RFC 8098) confirms nothing; neither does a report that it was delivered.
    private static bool IsReceipt(ReadMail mail) => mail.ContentType == "multipart/report" && mail.ReportType is not null;

    private static AnswerMatch Nothing(string answerClass, string rule) => new(answerClass, rule, "", "");
}

namespace CaseManager.Core.Takedowns.Answers;

/// <summary>Looks for what the rules name in the sentences of one mail.</summary>
internal sealed class AnswerSearch(AnswerRules rules, string? platform)
{
    private const int NegationReach = 40;
    private const int LongestExcerpt = 200;

    /// <summary>What matched, the deciding one first; of one rank in the order of the mail.</summary>
    internal IReadOnlyList<FoundMatch> Matches(IReadOnlyList<AnswerSentence> sentences, bool hasTicket)
    {
        var found = new List<(int Rank, bool YieldsToReceipt, FoundMatch One)>();
        var languages = rules.LanguagesOf(sentences);
        foreach (var (sentence, place) in sentences.Select((sentence, place) => (sentence, place)))
        {
            var hits = rules.Find(sentence.Text);
            if (hits.Hits.Count == 0)
            {
                continue;
            }

            foreach (var language in languages)
            {
                foreach (var rule in language.Rules.Where(rule => rule.Rule.Platforms.Count == 0 || (platform is not null && rule.Rule.Platforms.Contains(platform))))
                {
                    if (IsIn(sentence, hits, language, rule, out var words))
                    {
                        found.Add((rule.Rank, rule.Rule.UnlessReceipt, new FoundMatch(new AnswerMatch(rule.Rule.Class, rule.Id, words, Excerpt(sentence)), language.Language, place)));
                    }
                }
            }
        }

        // By a number, or in more than one way.
        var receipts = found.Where(one => one.One.Match.Class == AnswerClasses.Acknowledged).Select(one => one.One.Match.Rule).Distinct().Count();
        var isReceipt = receipts > 1 || (hasTicket && receipts > 0);
        return [.. found.Where(one => !isReceipt || !one.YieldsToReceipt).OrderBy(one => one.Rank).Select(one => one.One)];
    }

    /// <summary>The first sentence that a pure confirmation of receipt would not hold; null where there is none.</summary>
    internal AnswerSentence? FirstDoubtful(IReadOnlyList<AnswerSentence> sentences, string language)
    {
        var own = rules.Compiled.First(one => one.Language == language);
        var read = rules.LanguagesOf(sentences).Where(one => one.Script != own.Script).Append(own).ToList();
        return sentences.FirstOrDefault(sentence =>
        {
            var hits = rules.Find(sentence.Text);
            return read.Exists(one => Any(one.AlwaysDoubtful, hits))
                || ((sentence.IsQuestion || read.Exists(one => Any(one.Doubtful, hits))) && !read.Exists(one => Any(one.Harmless, hits)));
        });
    }

    private static bool IsIn(AnswerSentence sentence, FoundLiterals hits, AnswerRules.CompiledLanguage language, AnswerRules.CompiledRule rule, out string words)
    {
        words = "";
        foreach (var phrase in rule.Phrases)
        {
            if (phrase.IsIn(hits, (start, end) => IsMeant(sentence.Text, hits.Hits, language, rule.Rule, start, end), out var place) && !Any(rule.Unless, hits))
            {
                words = sentence.Text[place.Start..place.End];
                return true;
            }
        }

        return false;
    }

    private static bool IsMeant(string text, List<LiteralHit> hits, AnswerRules.CompiledLanguage language, AnswerRule rule, int start, int end)
    {
        if (IsUnqualified(text, hits, language, rule, 0, start, end))
        {
            return true;
        }

        // What stands before "we would like to inform you that" is another statement; for a receipt ("we can not confirm that …") that is no excuse.
        var stated = 0;
        foreach (var hit in hits)
        {
            stated = hit.End <= start && language.Announcements.Contains(hit.Literal) ? Math.Max(stated, hit.End) : stated;
        }

        return stated > 0 && rule.Class != AnswerClasses.Acknowledged && IsUnqualified(text, hits, language, rule, stated, start, end);
    }

    private static bool IsUnqualified(string text, List<LiteralHit> hits, AnswerRules.CompiledLanguage language, AnswerRule rule, int stated, int start, int end)
    {
        // What stands before a colon is another statement.
        var from = Math.Max(Math.Max(start - NegationReach, stated), text.AsSpan(0, start).LastIndexOf(':') + 1);
        var conditionsEnd = rule.Class == AnswerClasses.AsksForMore ? start + 1 : end;
        return (rule.EvenNegated || !hits.Exists(hit => hit.Start >= from && hit.End <= end && language.Negations.Contains(hit.Literal)))
            && (rule.EvenConditional || !hits.Exists(hit => hit.Start >= stated && hit.Start < conditionsEnd && language.Conditions.Contains(hit.Literal)));
    }

    private static bool Any(IReadOnlyList<Phrase> phrases, FoundLiterals hits) => phrases.Any(phrase => phrase.IsIn(hits, (_, _) => true, out _));

    private static string Excerpt(AnswerSentence sentence) => MailCharacters.Cut(sentence.Original, LongestExcerpt);
}

/// <summary>A rule that matched, its language, and in which sentence of the mail.</summary>
internal sealed record FoundMatch(AnswerMatch Match, string Language, int Sentence);

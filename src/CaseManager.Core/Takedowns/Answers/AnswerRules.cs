using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseManager.Core.Takedowns.Answers;

/// <summary>The rules by which answers are read, from the files in <c>Rules</c>.</summary>
public sealed class AnswerRules
{
    private static readonly string[] Files = ["en", "de", "fr", "es", "pt", "ru", "zh", "ko"];

    // A member spelt wrongly would else be a rule that is never looked at.
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private readonly LiteralIndex _literals = new();

    /// <exception cref="FormatException">A phrase is not written as <see cref="Phrase"/> says, or a class is unknown.</exception>
    public AnswerRules(IEnumerable<AnswerLanguage> languages)
    {
        Languages = [.. languages];
        Compiled = [.. Languages.Select(language => new CompiledLanguage(language, _literals))];
        _literals.Freeze();
    }

    /// <summary>What the product is delivered with.</summary>
    public static AnswerRules Default { get; } = new(Files.Select(Read));

    public IReadOnlyList<AnswerLanguage> Languages { get; }

    internal IReadOnlyList<CompiledLanguage> Compiled { get; }

    /// <summary>
    /// A removal is looked at before anybody believes it, so it goes before a refusal in the same mail, which mostly is about the rest.
    /// A receipt goes last: it is the only class that moves anything by itself.
    /// </summary>
    public static int RankOf(string answerClass) => answerClass switch
    {
        AnswerClasses.ConfirmAddress => 10,
        AnswerClasses.SaysRemoved => 20,
        AnswerClasses.Refused => 30,
        AnswerClasses.AutoReply => 40,
        AnswerClasses.AsksForMore => 50,
        AnswerClasses.Other => 80,
        AnswerClasses.Acknowledged => 90,
        _ => throw new FormatException($"No class that words can give: {answerClass}"),
    };

    internal FoundLiterals Find(string text) => _literals.Find(text);

    /// <summary>The languages a text may be in: related ones share words that mean another thing. Several where it is short, or in several.</summary>
    internal IReadOnlyList<CompiledLanguage> LanguagesOf(IReadOnlyList<AnswerSentence> sentences)
    {
        const int Enough = 1;
        var words = sentences.SelectMany(sentence => sentence.Text.Split([' ', ',', '.', ':', ';', '!', '?', '(', ')', '\''], StringSplitOptions.RemoveEmptyEntries)).ToList();
        var counted = Compiled.Select(language => (Language: language, Words: words.Count(language.Common.Contains))).ToList();
        var most = counted.Max(one => one.Words);
        return most < Enough ? Compiled : [.. counted.Where(one => one.Language.Common.Count == 0 || one.Words * 2 > most).Select(one => one.Language)];
    }

    internal static Stream Open(string name) =>
        typeof(AnswerRules).Assembly.GetManifestResourceStream($"answers/{name}.json") ?? throw new InvalidOperationException($"answers/{name}.json is not embedded.");

    private static AnswerLanguage Read(string language)
    {
        using var file = Open(language);
        return JsonSerializer.Deserialize<AnswerLanguage>(file, Strict)
            ?? throw new InvalidOperationException($"answers/{language}.json is empty.");
    }

    /// <summary>A language's rules with their phrases read.</summary>
    internal sealed class CompiledLanguage
    {
        internal CompiledLanguage(AnswerLanguage language, LiteralIndex literals)
        {
            var phrases = new PhraseReader(language.Words, literals);
            (Language, Script) = (language.Language, language.Script);
            Common = language.Common.Select(AnswerText.Normalize).ToFrozenSet();
            Negations = Literals(language.Negations, phrases);
            Conditions = Literals(language.Conditions, phrases);
            Announcements = Literals(language.Announcements, phrases);
            Doubtful = [.. language.Doubtful.Where(written => !written.StartsWith('!')).Select(phrases.Read)];
            AlwaysDoubtful = [.. language.Doubtful.Where(written => written.StartsWith('!')).Select(written => phrases.Read(written[1..]))];
            Harmless = [.. language.Harmless.Select(phrases.Read)];
            Rules = [.. language.Rules.Select(rule => new CompiledRule(
                $"{language.Language}.{rule.Id}", rule, rule.Rank ?? RankOf(rule.Class), [.. rule.Phrases.Select(phrases.Read)], [.. rule.Unless.Select(phrases.Read)]))];
        }

        internal string Language { get; }

        internal string Script { get; }

        internal FrozenSet<string> Common { get; }

        internal FrozenSet<int> Negations { get; }

        internal FrozenSet<int> Conditions { get; }

        internal FrozenSet<int> Announcements { get; }

        internal IReadOnlyList<Phrase> Doubtful { get; }

        internal IReadOnlyList<Phrase> AlwaysDoubtful { get; }

        internal IReadOnlyList<Phrase> Harmless { get; }

        internal IReadOnlyList<CompiledRule> Rules { get; }

        private static FrozenSet<int> Literals(IEnumerable<string> written, PhraseReader phrases) =>
            written.SelectMany(word => phrases.Read(word).Segments.SelectMany(segment => segment.Literals)).ToFrozenSet();
    }

    internal sealed record CompiledRule(string Id, AnswerRule Rule, int Rank, IReadOnlyList<Phrase> Phrases, IReadOnlyList<Phrase> Unless);
}

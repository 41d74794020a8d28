using System.Collections.Frozen;
using CaseManager.Core.Takedowns.Notices;

namespace CaseManager.Core.Takedowns.Answers;

/// <summary>Knows our own words where somebody sends a notice back without a mark: what our templates say is no answer.</summary>
internal static class OwnNotice
{
    // Shorter ones ("Thank you.") may be anybody's.
    private const int ShortestSentence = 25;
    private const int ShortestWideSentence = 12;

    // How the code begins that our subjects and references carry.
    private const string Code = "td-";

    private static readonly Lazy<FrozenSet<string>> Known = new(() =>
        NoticeTemplates.FixedTexts().SelectMany(AnswerText.Sentences).Select(sentence => sentence.Text).Where(IsTelling).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Without our sentences; where there are several, without what stands between the first and the last: links, names, dates.</summary>
    internal static IReadOnlyList<AnswerSentence> Without(IReadOnlyList<AnswerSentence> sentences)
    {
        var own = Enumerable.Range(0, sentences.Count).Where(at => Known.Value.Contains(sentences[at].Text) || sentences[at].Text.Contains(Code, StringComparison.Ordinal)).ToList();
        return !own.Exists(at => Known.Value.Contains(sentences[at].Text)) ? sentences : [.. sentences.Take(own[0]), .. sentences.Skip(own[^1] + 1)];
    }

    private static bool IsTelling(string sentence) => sentence.Length >= ShortestSentence || (sentence.Length >= ShortestWideSentence && sentence.Any(AnswerText.IsWide));
}

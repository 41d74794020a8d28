using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CaseManager.Core.Takedowns.Answers;

/// <summary>A sentence of an answer.</summary>
/// <param name="Original">As written, in one line.</param>
/// <param name="Text">As compared: see <see cref="AnswerText.Normalize"/>.</param>
/// <param name="IsQuestion">It ends with a question mark.</param>
internal sealed record AnswerSentence(string Original, string Text, bool IsQuestion);

/// <summary>Cuts what somebody wrote into sentences that can be compared with phrases.</summary>
internal static partial class AnswerText
{
    private const int MostCharacters = 16_000;
    private const int LongestSentence = 600;

    // Whatever it is that has no blank for so long, it is no sentence; looking for phrases takes the more, the longer one is.
    private const int LongestWithoutBlank = 1_000;
    private const int WrappedLine = 45;

    // What the phrases need of traditional characters, as the simplified ones they are written in.
    private static readonly FrozenDictionary<char, char> Simplified = Pairs(
        "們们來来個个這这請请問问題题處处環环檢检查查舉举報报訴诉訊讯資资證证據据實实認认確确無无為为與与會会將将對对還还內内容容網网頁页連连結结鏈链圖图權权開开關关閉闭單单號号碼码刪删"
        + "經经過过審审員员後后給给過过違违規规則则條条約约應应該该務务負负責责轉转發发現现動动復复覆复回回郵邮箱箱點点擊击驗验戶户帳账帐账賬账稱称聯联絡络繫系係系進进導导爾尔從从時时間间閱阅讀读盡尽快快儘尽"
        + "設设備备門门專专業业優优惠惠調调調调滿满意意問问卷卷採采種种協协議议類类補补書书簽签託托委委構构準准備备並并於于項项團团隊队謝谢們们您您無无聲声權权術术雖虽絕绝維维護护錯错誤误輸输達达隨随離离");

    /// <summary>Sentences in order. A line that a mail program broke is joined again, a list's lines are not.</summary>
    internal static IReadOnlyList<AnswerSentence> Sentences(string text)
    {
        var sentences = new List<AnswerSentence>();
        var open = new StringBuilder();
        foreach (var line in MailCharacters.Cut(text, MostCharacters).Split('\n'))
        {
            var trimmed = line.Trim();
            if (trimmed.Length == 0)
            {
                Close(sentences, open);
                continue;
            }

            if (open.Length > 0)
            {
                open.Append(IsWide(open[^1]) && IsWide(trimmed[0]) ? "" : " ");
            }

            foreach (var (character, place) in trimmed.Select((character, place) => (character, place)))
            {
                open.Append(character);
                var next = place + 1 < trimmed.Length ? trimmed[place + 1] : ' ';
                if ((Ends(character, next) && !IsDate(trimmed, place)) || (open.Length >= LongestSentence && next == ' ') || open.Length >= LongestWithoutBlank)
                {
                    Close(sentences, open);
                }
            }

            if (Width(trimmed) < WrappedLine || trimmed[^1] == ':')
            {
                Close(sentences, open);
            }
        }

        Close(sentences, open);
        return sentences;
    }

    /// <summary>
    /// Lower case, without addresses, links and accents but the diaeresis ("wurde" is not "würde"); one form of each character, one blank between words,
    /// English contractions written out ("won't" is "will not").
    /// </summary>
    internal static string Normalize(string text)
    {
        var decomposed = text.Normalize(NormalizationForm.FormKD);
        var bare = new StringBuilder(decomposed.Length);
        foreach (var character in decomposed)
        {
            if (character is ((>= '\u0300' and <= '\u036F') and not '\u0308') or '\u00AD' || char.GetUnicodeCategory(character) is UnicodeCategory.Format)
            {
                continue;
            }

            bare.Append(character switch
            {
                '’' or '‘' or 'ʼ' or '´' or '`' => '\'',
                '“' or '”' or '„' or '«' or '»' => '"',
                '–' or '—' or '‑' or '‐' => '-',
                _ => Simplified.GetValueOrDefault(character, character),
            });
        }

        var lower = WrittenOut(bare.ToString().Normalize(NormalizationForm.FormC).ToLowerInvariant().Replace('ё', 'е'));
        var words = lower.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Where(word => !IsAddress(word)));
    }

    internal static bool IsWide(char character) => character is (>= '\u2E80' and <= '\uD7FF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFFEF');

    private static string WrittenOut(string text) =>
        Contraction().Replace(text, match => match.Value switch
        {
            "cannot" or "can't" => "can not",
            "won't" => "will not",
            "shan't" => "shall not",
            "n't" => " not",
            "'ve" => " have",
            "'ll" => " will",
            "'re" => " are",
            _ => match.Value,
        });

    // "'s" and "'d" stay: they may be two words each.
    [GeneratedRegex(@"\b(?:cannot|can't|won't|shan't)\b|(?<=[a-z])(?:n't|'ve|'ll|'re)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Contraction();

    private static bool IsAddress(string word) => word.Contains("://", StringComparison.Ordinal) || (word.Contains('@') && word.Contains('.'));

    private static bool Ends(char character, char next) => character switch
    {
        '。' or '！' or '？' or '；' or '｡' => true,
        '.' or '!' or '?' or ';' => next is ' ' or '"' or ')' || IsWide(next),
        _ => false,
    };

    // "24.12. bis 6.1." and "4. Januar": a point after one or two figures ends no sentence.
    private static bool IsDate(string line, int place) =>
        line[place] == '.' && place >= 1 && char.IsAsciiDigit(line[place - 1]) && (place < 3 || !char.IsAsciiDigit(line[place - 2]) || !char.IsAsciiDigit(line[place - 3]));

    private static int Width(string line) => line.Sum(character => IsWide(character) ? 2 : 1);

    private static void Close(List<AnswerSentence> sentences, StringBuilder open)
    {
        var original = open.ToString().Trim();
        open.Clear();
        if (original.Length > 0)
        {
            var text = Normalize(original).TrimStart('-', '*', '•', '"', '\'', '(', ' ', '.', ',', '¡', '¿', '#');
            sentences.Add(new AnswerSentence(original, text, original[^1] is '?' or '？'));
        }
    }

    private static FrozenDictionary<char, char> Pairs(string pairs)
    {
        var map = new Dictionary<char, char>();
        for (var at = 0; at + 1 < pairs.Length; at += 2)
        {
            map[pairs[at]] = pairs[at + 1];
        }

        return map.ToFrozenDictionary();
    }
}

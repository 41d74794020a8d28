namespace CaseManager.Core.Takedowns.Answers;

/// <summary>The number a recipient gives our notice, by which later answers of theirs are found again.</summary>
internal static class TicketNumber
{
    private const int Reach = 30;
    private const int Longest = 40;

    // Lower case, as Normalize leaves them: accents are gone.
    private static readonly string[] Names =
    [
        "ticket", "case", "request", "report", "reference", "ref.", "ref:", "complaint", "incident", "vorgang", "vorgangsnummer", "aktenzeichen", "az.", "fall", "fallnummer", "anfrage",
        "dossier", "demande", "signalement", "expediente", "caso", "solicitud", "referencia", "chamado", "protocolo", "solicitacao", "обращение", "обращению", "обращения", "номер", "тикет", "тикета",
        "заявка", "заявку", "заявке", "запрос", "工单号", "工单", "受理编号", "投诉编号", "编号", "案件号", "单号", "접수번호", "관리번호", "문의번호", "사건번호", "번호",
    ];

    /// <returns>Null where none is named. Dates, laws and our own code are none.</returns>
    internal static string? Find(string subject, string text) =>
        Bracketed(subject) ?? Named(subject) ?? Hashed(subject) ?? Named(text) ?? Hashed(text) ?? Bracketed(text);

    // "[#48213]", "[NY-771203]", "[7f2ab01c99d4e3b0]"
    private static string? Bracketed(string text)
    {
        for (var open = text.IndexOf('['); open >= 0; open = text.IndexOf('[', open + 1))
        {
            var close = text.IndexOf(']', open);
            if (close > open && close - open <= Longest && text[(open + 1)..close].TrimStart('#') is var inner && IsNumber(inner))
            {
                return inner;
            }
        }

        return null;
    }

    // "#55012", "№ 88190"
    private static string? Hashed(string text)
    {
        for (var mark = text.IndexOfAny(['#', '№']); mark >= 0; mark = text.IndexOfAny(['#', '№'], mark + 1))
        {
            if (Token(text, mark + 1, 2) is { } token)
            {
                return token;
            }
        }

        return null;
    }

    private static string? Named(string text)
    {
        var best = (At: int.MaxValue, Token: (string?)null);
        foreach (var name in Names)
        {
            for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0 && at < best.At; at = text.IndexOf(name, at + name.Length, StringComparison.OrdinalIgnoreCase))
            {
                if (Token(text, at + name.Length, Reach) is { } token)
                {
                    best = (at, token);
                    break;
                }
            }
        }

        return best.Token;
    }

    // The first word with enough figures in it, within a few words in the same sentence.
    private static string? Token(string text, int from, int reach)
    {
        for (var at = from; at < text.Length && at <= from + reach; at++)
        {
            if (text[at] is '\n' or '?' or '!' || (text[at] == '.' && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]) && !IsAbbreviation(text, at)))
            {
                return null;
            }

            if (!IsPart(text[at]) || text[at] is '-' or '/' or '.' or '_')
            {
                continue;
            }

            var end = at;
            while (end < text.Length && IsPart(text[end]))
            {
                end++;
            }

            var token = text[at..end].TrimEnd('.', '/', '-', '_');
            if (IsNumber(token))
            {
                return token;
            }

            at = end - 1;
        }

        return null;
    }

    private static bool IsAbbreviation(string text, int dot) => dot >= 2 && (text[dot - 1] is 'o' or 'r' or 'º' || char.IsAsciiDigit(text[dot - 1]));

    private static bool IsPart(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '/' or '.' or '_';

    private static bool IsNumber(string token) =>
        token.Length is >= 3 and <= Longest && token.All(IsPart) && token.Count(char.IsAsciiDigit) >= 3 && !token.StartsWith("TD-", StringComparison.OrdinalIgnoreCase)
        && token != "2022/2065" && token != "2024/1385" && token != "2016/679" && !IsDate(token);

    private static bool IsDate(string token) =>
        token.Split('-', '/', '.') is [var first, var second, var third] && first.Length <= 4 && second.Length <= 2 && third.Length <= 4
        && (first.Length == 4 || third.Length == 4) && token.All(character => char.IsAsciiDigit(character) || !char.IsAsciiLetter(character))
        && int.TryParse(first.Length == 4 ? first : third, out var year) && year is >= 1990 and <= 2100 && second.Length is 1 or 2 && (first.Length == 4 ? third : first).Length <= 2;
}

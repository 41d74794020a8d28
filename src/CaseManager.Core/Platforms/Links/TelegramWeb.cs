namespace CaseManager.Core.Platforms.Links;

/// <summary>The web client's addresses and Telegraph's pages.</summary>
internal static class TelegramWeb
{
    /// <summary>The address of a chat in the web client. Telegram does not document it: low confidence.</summary>
    public static LinkReading Read(ReadOnlySpan<string> words, ReadOnlySpan<char> fragment, bool nested)
    {
        if (words.Length > 1 || (words.Length == 1 && !LinkTable.WebClients.Contains(words[0])))
        {
            return LinkReading.RefuseTelegram("not_recognised");
        }

        if (fragment.Length == 0)
        {
            return LinkReading.RefuseTelegram("not_content");
        }

        var found = fragment.StartsWith("?tgaddr=")
            ? LinkReader.ReadWrapped(LinkText.Parameter(fragment[1..], "tgaddr"), nested)
            : ReadChat(LinkText.Decode(fragment));
        return found with { Low = true };
    }

    /// <summary>A Telegraph page: three hosts, one content.</summary>
    public static LinkReading ReadPage(ReadOnlySpan<string> words)
    {
        if (words.Length == 0)
        {
            return LinkReading.RefuseTelegram("not_content");
        }

        if (words.Contains(".") || words.Contains(".."))
        {
            return LinkReading.RefuseTelegram("not_recognised");
        }

        var path = string.Join('/', words.ToArray().Select(Uri.EscapeDataString));
        // A final dot would be taken for the end of a sentence.
        path = path is [.., '.'] ? $"{path[..^1]}%2E" : path;
        return LinkReading.OfTelegram("page", path, $"https://telegra.ph/{path}");
    }

    private static LinkReading ReadChat(string fragment)
    {
        var at = fragment.StartsWith("/im?p=@", StringComparison.Ordinal) ? 6 : 0;
        if (fragment[at] is '@' && !fragment.AsSpan(at).ContainsAny('/', '?', '&'))
        {
            return TelegramPeer.Named(fragment.AsSpan(at + 1)).Read();
        }

        if (LinkText.IsDigits(fragment))
        {
            return TelegramToken.ReadUser("", fragment);
        }

        if (fragment[0] is not '-' || !LinkText.IsDigits(fragment.AsSpan(1)))
        {
            return LinkReading.RefuseTelegram("not_recognised");
        }

        // The older client writes the Bot API's number, -100 and ten digits or more; the newer one the bare number.
        var ofBotApi = fragment.Length >= 14 && fragment.StartsWith("-100", StringComparison.Ordinal);
        return TelegramPeer.Numbered(ofBotApi ? fragment : fragment.AsSpan(1)).Read();
    }
}

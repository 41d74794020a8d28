namespace CaseManager.Core.Platforms.Links;

/// <summary>A link on one of Telegram's hosts, read row by row of the table.</summary>
internal static class TelegramAddress
{
    public static bool IsTelegramHost(string host)
    {
        var bare = WithoutWww(host);
        return LinkTable.Hosts.Contains(bare) || LinkTable.PageHosts.Contains(bare) || bare == LinkTable.WebHost
            || bare.EndsWith(LinkTable.NameHostEnd, StringComparison.Ordinal);
    }

    public static LinkReading Read(string host, ReadOnlySpan<char> path, ReadOnlySpan<char> fragment, bool nested)
    {
        var bare = WithoutWww(host);
        var mark = path.IndexOf('?');
        var words = Words(mark < 0 ? path : path[..mark]);
        var query = mark < 0 ? "" : path[(mark + 1)..];
        if (LinkTable.PageHosts.Contains(bare))
        {
            return TelegramWeb.ReadPage(words);
        }

        if (bare == LinkTable.WebHost)
        {
            return TelegramWeb.Read(words, fragment, nested);
        }

        if (LinkTable.Hosts.Contains(bare))
        {
            return ReadPath(words, query, nested);
        }

        var name = bare[..^LinkTable.NameHostEnd.Length];
        return LinkTable.Paths.TryGetValue(name, out var row) && row is "login_code" or "phone_hash" ? LinkReading.RefuseTelegram(row)
            : row is null && name.Length < LinkTable.Limits.HostName ? LinkReading.RefuseTelegram("bad_name")
            : ReadUnder(TelegramPeer.Named(name), words, query);
    }

    private static LinkReading ReadPath(ReadOnlySpan<string> words, ReadOnlySpan<char> query, bool nested)
    {
        // "s" is the preview of a channel; with nothing behind it, the table has a row for the word itself.
        while (words.Length > 1 && words[0] is "s")
        {
            words = words[1..];
        }

        if (words.Length == 0 || words[0][0] is '$')
        {
            return LinkReading.RefuseTelegram("not_content");
        }

        var first = words[0];
        var rest = words[1..];
        if (first[0] is '+' or ' ')
        {
            return rest.Length == 0 ? TelegramToken.ReadPlus(first[1..]) : LinkReading.RefuseTelegram("not_recognised");
        }

        var word = LinkText.LowerAscii(first);
        if (!LinkTable.Paths.TryGetValue(word, out var row))
        {
            return ReadUnder(TelegramPeer.Named(first), rest, query);
        }

        return (row, rest.Length) switch
        {
            ("wrapper", _) => LinkReader.ReadWrapped(LinkText.Parameter(query, "url"), nested),
            ("channel", > 0) => ReadUnder(TelegramPeer.Numbered(rest[0]), rest[1..], query),
            ("boost", 0) => LinkText.Parameter(query, "c") is { } channel
                ? TelegramPeer.Numbered(channel).Read() : LinkReading.RefuseTelegram("not_content"),
            ("boost", 1) => TelegramPeer.Named(rest[0]).Read(),
            ("user", 1) => TelegramToken.ReadUser(word, rest[0]),
            ("invite" or "folder" or "stickers", 1) => TelegramToken.Read(row, rest[0]),
            ("not_content" or "login_code" or "phone_hash", _) => LinkReading.RefuseTelegram(row),
            _ => LinkReading.RefuseTelegram("not_recognised"),
        };
    }

    /// <summary>What follows a peer: nothing, a post, topic and post, "s" and a story, or the name of its web application.</summary>
    private static LinkReading ReadUnder(TelegramPeer peer, ReadOnlySpan<string> rest, ReadOnlySpan<char> query)
    {
        if (peer.Reason is not null)
        {
            return peer.Read();
        }

        return rest switch
        {
            [] => peer.Read(),
            [var post] when LinkText.IsDigits(post) => peer.ReadPost(post, query),
            [var application] when peer.IsNamed && IsApplication(application) => peer.Read(),
            [var topic, var post] when LinkText.IsDigits(topic) && LinkText.IsDigits(post) =>
                LinkText.Positive(topic, LinkTable.Limits.MessageId) is null
                    ? LinkReading.RefuseTelegram("bad_id") : peer.ReadPost(post, query),
            ["s", var story] when peer.IsNamed && LinkText.IsDigits(story) => peer.ReadStory(story),
            _ => LinkReading.RefuseTelegram("not_recognised"),
        };
    }

    private static bool IsApplication(string word)
    {
        if (word.Length is < 3 or > 64 || !char.IsAsciiLetter(word[0]))
        {
            return false;
        }

        foreach (var letter in word)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not '_')
            {
                return false;
            }
        }

        return true;
    }

    private static string[] Words(ReadOnlySpan<char> path)
    {
        var words = new List<string>(4);
        foreach (var range in path.Split('/'))
        {
            if (path[range] is { Length: > 0 } word)
            {
                words.Add(LinkText.Decode(word));
            }
        }

        return [.. words];
    }

    private static string WithoutWww(string host) => host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
}

namespace CaseManager.Core.Platforms.Links;

/// <summary>Whom a Telegram link speaks of, as its key and its address write it, or the reason why nobody can be meant.</summary>
internal readonly record struct TelegramPeer(string Id, string Address, string? Reason)
{
    public bool IsNamed => Id.StartsWith('@');

    public static TelegramPeer Named(ReadOnlySpan<char> name)
    {
        if (!IsName(name))
        {
            return new("", "", "bad_name");
        }

        var lower = LinkText.LowerAscii(name.ToString());
        return LinkTable.Paths.ContainsKey(lower) ? new("", "", "reserved_name") : new($"@{lower}", $"https://t.me/{lower}", null);
    }

    /// <summary>The private channel or group of that number; the Bot API's "-100" in front is no part of it.</summary>
    public static TelegramPeer Numbered(ReadOnlySpan<char> number) =>
        LinkText.Positive(number.StartsWith("-100") ? number[4..] : number, LinkTable.Limits.ChannelId) is { } id
            ? new($"#{id}", $"https://t.me/c/{id}", null) : new("", "", "bad_id");

    public LinkReading Read() =>
        Reason is null ? LinkReading.OfTelegram("peer", Id, Address) : LinkReading.RefuseTelegram(Reason);

    /// <summary>A post, or the comment under it that the query names. Topic and album are no part of the key.</summary>
    public LinkReading ReadPost(ReadOnlySpan<char> post, ReadOnlySpan<char> query)
    {
        if (Reason is not null)
        {
            return LinkReading.RefuseTelegram(Reason);
        }

        if (LinkText.Positive(post, LinkTable.Limits.MessageId) is not { } id)
        {
            return LinkReading.RefuseTelegram("bad_id");
        }

        if (LinkText.Parameter(query, "comment") is not { } typed)
        {
            return LinkReading.OfTelegram("post", $"{Id}:{id}", $"{Address}/{id}");
        }

        return LinkText.Positive(typed, LinkTable.Limits.MessageId) is { } comment
            ? LinkReading.OfTelegram("comment", $"{Id}:{id}:{comment}", $"{Address}/{id}?comment={comment}")
            : LinkReading.RefuseTelegram("bad_id");
    }

    public LinkReading ReadStory(ReadOnlySpan<char> story) =>
        Reason is not null ? LinkReading.RefuseTelegram(Reason)
        : LinkText.Positive(story, LinkTable.Limits.MessageId) is { } id
            ? LinkReading.OfTelegram("story", $"{Id}:{id}", $"{Address}/s/{id}")
            : LinkReading.RefuseTelegram("bad_id");

    /// <summary>First a letter, then letters, digits and single underscores, none at the end.</summary>
    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length == 0 || name.Length > LinkTable.Limits.Name || !char.IsAsciiLetter(name[0]) || name[^1] is '_')
        {
            return false;
        }

        for (var at = 1; at < name.Length; at++)
        {
            if (!char.IsAsciiLetterOrDigit(name[at]) && (name[at] is not '_' || name[at - 1] is '_'))
            {
                return false;
            }
        }

        return true;
    }
}

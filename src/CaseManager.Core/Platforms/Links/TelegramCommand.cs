namespace CaseManager.Core.Platforms.Links;

/// <summary>What stands after <c>tg:</c> or <c>tg://</c>.</summary>
internal static class TelegramCommand
{
    public static LinkReading Read(ReadOnlySpan<char> text, bool nested)
    {
        var whole = text.IndexOf('#') is var hash && hash < 0 ? text : text[..hash];
        var mark = whole.IndexOf('?');
        var query = mark < 0 ? "" : whole[(mark + 1)..];
        var name = mark < 0 ? whole : whole[..mark];
        name = name.IndexOf('/') is var slash && slash < 0 ? name : name[..slash];
        if (!LinkTable.Commands.TryGetValue(LinkText.LowerAscii(name.ToString()), out var command))
        {
            return LinkReading.RefuseTelegram("not_recognised");
        }

        var token = command.Parameter is null ? "" : LinkText.Parameter(query, command.Parameter) ?? "";
        return command.Row switch
        {
            "resolve" => ReadResolve(query),
            "channel" => TelegramPeer.Numbered(LinkText.Parameter(query, "channel")).ReadPost(LinkText.Parameter(query, "post"), query),
            "boost" => ReadBoost(query),
            "user" => TelegramToken.ReadUser(command.Path ?? "", token),
            "wrapper" => LinkReader.ReadWrapped(LinkText.Parameter(query, "url"), nested),
            "invite" or "folder" or "stickers" => TelegramToken.Read(command.Row, token),
            _ => LinkReading.RefuseTelegram(command.Row),
        };
    }

    private static LinkReading ReadResolve(ReadOnlySpan<char> query)
    {
        if (LinkText.Parameter(query, "domain") is not { } name)
        {
            return LinkReading.RefuseTelegram(LinkText.Parameter(query, "phone") is null ? "not_recognised" : "phone_link");
        }

        var peer = TelegramPeer.Named(name);
        return LinkText.Parameter(query, "post") is { } post ? peer.ReadPost(post, query)
            : LinkText.Parameter(query, "story") is { } story ? peer.ReadStory(story)
            : peer.Read();
    }

    private static LinkReading ReadBoost(ReadOnlySpan<char> query) =>
        LinkText.Parameter(query, "domain") is { } name ? TelegramPeer.Named(name).Read()
        : LinkText.Parameter(query, "channel") is { } channel ? TelegramPeer.Numbered(channel).Read()
        : LinkReading.RefuseTelegram("not_content");
}

namespace CaseManager.Core.Platforms.Links;

/// <summary>Links whose meaning is a token or a number of their own.</summary>
internal static class TelegramToken
{
    /// <summary>An invite, folder or sticker set: its token as it stands, case and all.</summary>
    public static LinkReading Read(string kind, string token) =>
        !IsToken(token) ? LinkReading.RefuseTelegram("bad_token")
        : LinkReading.OfTelegram(kind, token, kind switch
        {
            "folder" => $"https://t.me/addlist/{token}",
            "stickers" => $"https://t.me/addstickers/{token}",
            // With digits only, the short form would be a telephone number.
            _ => LinkText.IsDigits(token) ? $"https://t.me/joinchat/{token}" : $"https://t.me/+{token}",
        });

    /// <summary>What follows a "+": a telephone number (never a key) or an invite.</summary>
    public static LinkReading ReadPlus(string token) =>
        LinkText.IsDigits(token) && token.Length <= LinkTable.Limits.Phone
            ? LinkReading.RefuseTelegram("phone_link") : Read("invite", token);

    /// <summary>A person, by number or, under a path word, by the token of a contact link.</summary>
    public static LinkReading ReadUser(string path, string token)
    {
        if (path.Length > 0)
        {
            return IsToken(token)
                ? LinkReading.OfTelegram("user", $"{path}:{token}", $"https://t.me/{path}/{token}")
                : LinkReading.RefuseTelegram("bad_token");
        }

        return LinkText.Positive(token, LinkTable.Limits.ChannelId) is { } id
            ? LinkReading.OfTelegram("user", id, $"tg://user?id={id}") : LinkReading.RefuseTelegram("bad_id");
    }

    private static bool IsToken(string token)
    {
        if (token.Length == 0 || token.Length > LinkTable.Limits.Token)
        {
            return false;
        }

        foreach (var letter in token)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}

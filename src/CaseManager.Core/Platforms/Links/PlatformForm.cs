namespace CaseManager.Core.Platforms.Links;

/// <summary>One kind of item on a platform: the links that lead to it, and what its key is made of.</summary>
internal sealed class PlatformForm
{
    private readonly List<string> names;
    private readonly List<(string Text, int Slot)> key = [];
    private readonly Link[] links;
    private readonly string[] unless;

    public PlatformForm(FormRow row, IReadOnlyDictionary<string, LetterClass> classes)
    {
        names = [.. LinkWord.Split(row.Key).Where(token => token.IsPart).Select(token => token.Text).Distinct()];
        key.AddRange(LinkWord.Split(row.Key).Select(token => (token.Text, token.IsPart ? names.IndexOf(token.Text) : -1)));
        links = [.. row.Links.Select(pattern => new Link(pattern, classes, names))];
        unless = row.Unless ?? [];
    }

    /// <returns>Host, path and query of the item's own address; null where the link leads to something else.</returns>
    public string? Read(string host, PlatformAddress address)
    {
        var parts = new string[names.Count];
        if (!Array.Exists(links, link => link.Matches(address, parts)) || address.Parameters.Exists(parameter => unless.Contains(parameter.Name)))
        {
            return null;
        }

        return string.Concat(key.Select(token => token.Slot < 0 ? token.Text : token.Text is "host" ? host : parts[token.Slot]));
    }

    private sealed class Link
    {
        private readonly LinkWord[] words;
        private readonly (string Name, LinkWord Value)[] parameters;

        public Link(string pattern, IReadOnlyDictionary<string, LetterClass> classes, List<string> names)
        {
            var mark = pattern.IndexOf('?');
            var path = mark < 0 ? pattern : pattern[..mark];
            words = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(word => new LinkWord(word, classes, names))];
            parameters = mark < 0 ? [] : [.. pattern[(mark + 1)..].Split('&').Select(parameter => parameter.Split('=', 2))
                .Select(pair => (pair[0], new LinkWord(pair[1], classes, names)))];
        }

        public bool Matches(PlatformAddress address, string[] parts)
        {
            if (address.Words.Length != words.Length)
            {
                return false;
            }

            for (var at = 0; at < words.Length; at++)
            {
                if (!words[at].Matches(address.Words[at], parts))
                {
                    return false;
                }
            }

            foreach (var (name, value) in parameters)
            {
                if (address.Only(name) is not { } typed || !value.Matches(typed, parts))
                {
                    return false;
                }
            }

            return true;
        }
    }
}

/// <summary>A form as the table writes it.</summary>
/// <param name="Key">Host, path and query of the item's own address; <c>{host}</c> is the host as it was typed.</param>
/// <param name="Links">Paths and the parameters that count; all other parameters are nothing to the item.</param>
/// <param name="Unless">Parameters that make the link lead to something else, a comment for instance.</param>
internal sealed record FormRow(string Key, string[] Links, string[]? Unless);

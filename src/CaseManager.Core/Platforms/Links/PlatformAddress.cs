namespace CaseManager.Core.Platforms.Links;

/// <summary>The path and the query of a link, taken apart and percent-decoded.</summary>
internal sealed class PlatformAddress
{
    /// <summary>More words than any platform's links have.</summary>
    private const int MostWords = 8;

    private PlatformAddress(string[] words, List<(string Name, string Value)> parameters) => (Words, Parameters) = (words, parameters);

    public string[] Words { get; }

    public List<(string Name, string Value)> Parameters { get; }

    /// <param name="path">Starts with <c>/</c> or <c>?</c>, or is empty; may hold a query.</param>
    /// <returns>Null where a browser would read other words out of it.</returns>
    public static PlatformAddress? Read(ReadOnlySpan<char> path)
    {
        var mark = path.IndexOf('?');
        return ReadWords(mark < 0 ? path : path[..mark]) is { } words
            ? new(words, mark < 0 ? [] : ReadParameters(path[(mark + 1)..])) : null;
    }

    /// <summary>The value of a parameter that stands there once; null where there is none, or several.</summary>
    public string? Only(string name)
    {
        string? only = null;
        foreach (var parameter in Parameters)
        {
            if (parameter.Name == name)
            {
                if (only is not null)
                {
                    return null;
                }

                only = parameter.Value;
            }
        }

        return only;
    }

    private static string[]? ReadWords(ReadOnlySpan<char> path)
    {
        var trimmed = path is [.., '/'] ? path[..^1] : path;
        if (trimmed.Length == 0)
        {
            return [];
        }

        if (trimmed.Count('/') > MostWords)
        {
            return null;
        }

        var words = new List<string>(6);
        foreach (var range in trimmed[1..].Split('/'))
        {
            var word = LinkText.Decode(trimmed[1..][range]);
            if (word is "" or "." or ".." || word.Contains('\\'))
            {
                return null;
            }

            words.Add(word);
        }

        return [.. words];
    }

    private static List<(string Name, string Value)> ReadParameters(ReadOnlySpan<char> query)
    {
        var parameters = new List<(string, string)>(4);
        foreach (var range in query.Split('&'))
        {
            var part = query[range];
            var equals = part.IndexOf('=');
            parameters.Add((LinkText.Decode(equals < 0 ? part : part[..equals]), equals < 0 ? "" : LinkText.Decode(part[(equals + 1)..])));
        }

        return parameters;
    }
}

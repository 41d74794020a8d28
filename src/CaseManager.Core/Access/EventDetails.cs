using System.Text.Json;

namespace CaseManager.Core.Access;

/// <summary>What an event says beside its type, for people: numbers, yes or no, and codes, by name. Whatever reads its data asks for names it knows.</summary>
public sealed class EventDetails
{
    private readonly SortedDictionary<string, IReadOnlyList<string>> _values = new(StringComparer.Ordinal);

    private EventDetails()
    {
    }

    /// <summary>Names of everything the event says.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>The values under a name; empty where the event does not say.</summary>
    public IReadOnlyList<string> Of(string name) => _values.GetValueOrDefault(name, []);

    public static EventDetails Read(string data)
    {
        var details = new EventDetails();
        using var document = JsonDocument.Parse(data);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            details._values[property.Name] = property.Value.ValueKind is JsonValueKind.Array
                ? [.. property.Value.EnumerateArray().Select(TextOf)]
                : [TextOf(property.Value)];
        }

        return details;
    }

    private static string TextOf(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

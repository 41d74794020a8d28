using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseManager.Core.Platforms.Help;

/// <summary>When a service answers: at any time, or on days from one time to another.</summary>
/// <param name="Openings">Empty where it answers at any time.</param>
[JsonConverter(typeof(HelpHoursConverter))]
public sealed record HelpHours(bool Always, IReadOnlyList<HelpOpening> Openings);

/// <summary>Days with the same hours.</summary>
public sealed record HelpOpening
{
    public required IReadOnlyList<DayOfWeek> Days { get; init; }

    /// <summary>In the service's own time zone.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>Not included; midnight is the end of the day.</summary>
    public required TimeOnly To { get; init; }
}

/// <summary>In the file: the word <c>always</c>, or a list of openings.</summary>
internal sealed class HelpHoursConverter : JsonConverter<HelpHours>
{
    private const string Always = "always";

    public override HelpHours Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String when reader.GetString() == Always => new HelpHours(true, []),
        JsonTokenType.StartArray => new HelpHours(false, JsonSerializer.Deserialize<IReadOnlyList<HelpOpening>>(ref reader, options)!),
        _ => throw new JsonException($"Hours are \"{Always}\", a list of openings, or null."),
    };

    public override void Write(Utf8JsonWriter writer, HelpHours value, JsonSerializerOptions options)
    {
        if (value.Always)
        {
            writer.WriteStringValue(Always);
        }
        else
        {
            JsonSerializer.Serialize(writer, value.Openings, options);
        }
    }
}

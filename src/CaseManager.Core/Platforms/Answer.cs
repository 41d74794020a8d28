using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseManager.Core.Platforms;

/// <summary>Yes, no, or the words that stand where neither is right ("in practice yes").</summary>
/// <param name="Value"><see langword="null"/> where there are only words.</param>
/// <param name="Words"><see langword="null"/> for a plain yes or no.</param>
[JsonConverter(typeof(AnswerConverter))]
public sealed record Answer(bool? Value, string? Words);

internal sealed class AnswerConverter : JsonConverter<Answer>
{
    public override Answer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.True => new Answer(true, null),
            JsonTokenType.False => new Answer(false, null),
            JsonTokenType.String => new Answer(null, reader.GetString()),
            _ => throw new JsonException("An answer is true, false or words."),
        };

    public override void Write(Utf8JsonWriter writer, Answer value, JsonSerializerOptions options)
    {
        if (value.Value is { } plain)
        {
            writer.WriteBooleanValue(plain);
        }
        else
        {
            writer.WriteStringValue(value.Words);
        }
    }
}

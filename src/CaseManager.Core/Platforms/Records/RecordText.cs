using System.Text.Json;

namespace CaseManager.Core.Platforms.Records;

/// <summary>A record as text, in the shape of the seed files.</summary>
public static class RecordText
{
    private static readonly JsonSerializerOptions Options = new(SeedFile.Strict) { IgnoreReadOnlyProperties = true };

    /// <exception cref="JsonException">A member is unknown, missing, doubled, null or of another type.</exception>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("A record is an object.");

    public static string Write<T>(T record) => JsonSerializer.Serialize(record, Options);
}

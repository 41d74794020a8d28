using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseManager.Core.Platforms;

/// <summary>Reads a seed file that ships inside the program, and refuses what it does not know.</summary>
internal static class SeedFile
{
    internal static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <exception cref="JsonException">A member is unknown, missing, doubled, null or of another type.</exception>
    internal static T Read<T>(string name)
    {
        using var stream = typeof(SeedFile).Assembly.GetManifestResourceStream($"CaseManager.Core.Platforms.Seed.{name}")
            ?? throw new InvalidOperationException($"The program was built without its seed file {name}.");
        return JsonSerializer.Deserialize<T>(stream, Strict)
            ?? throw new JsonException($"The seed file {name} is empty.");
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using CaseManager.Core.Sealing;

namespace CaseManager.Web.Api;

/// <summary>JSON as the programs of both hosts write and read it: as browsers sign it, with codes in kebab-case.</summary>
public static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new(SealedJson.Options)
    {
        Converters =
        {
            new JsonStringEnumConverter<KeyPairName>(namingPolicy: null, allowIntegerValues: false),
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
        },
    };

    /// <summary>An answer in that JSON.</summary>
    public static IResult Answer<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, Options, statusCode: status);
}

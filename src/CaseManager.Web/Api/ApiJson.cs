using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseManager.Core;
using CaseManager.Core.Sealing;

namespace CaseManager.Web.Api;

/// <summary>JSON as the programs of both hosts write and read it: camelCase, base64url bytes, hexadecimal ids, codes in kebab-case, nothing unknown.</summary>
public static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters =
        {
            new BytesConverter(),
            new IdConverter(),
            new InstantConverter(),
            new JsonStringEnumConverter<KeyPairName>(namingPolicy: null, allowIntegerValues: false),
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
        },
    };

    /// <summary>An answer in that JSON.</summary>
    public static IResult Answer<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, Options, statusCode: status);

    private sealed class BytesConverter : JsonConverter<byte[]>
    {
        public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString() ?? throw new JsonException();
            try
            {
                // One spelling only: no padding, no other bits behind the last byte.
                var bytes = Base64Url.DecodeFromChars(text);
                return Base64Url.EncodeToString(bytes) == text ? bytes : throw new JsonException();
            }
            catch (FormatException)
            {
                throw new JsonException();
            }
        }

        public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Base64Url.EncodeToString(value));
    }

    private sealed class IdConverter : JsonConverter<Guid>
    {
        public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            HexId.TryRead(reader.GetString(), out var id) ? id : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) =>
            writer.WriteStringValue(HexId.Write(value));
    }

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TryGetDateTimeOffset(out var at) && at.Offset == TimeSpan.Zero ? at : throw new JsonException();

        // As a DateTime in UTC it is written with Z.
        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }
}

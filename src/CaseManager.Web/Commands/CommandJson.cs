using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CaseManager.Web.Commands;

/// <summary>How commands write JSON: one object a line, camelCase, instants in UTC with <c>Z</c>.</summary>
public static class CommandJson
{
    // Written to a terminal or a pipe, never into a page: addresses stay readable.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static string Instant(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}

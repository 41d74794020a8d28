using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Texts;

/// <summary>Texts that a page's script shows, as a block of JSON the script reads and never runs.</summary>
/// <remarks>The serializer writes <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> as escapes, so no text can end the element.</remarks>
public sealed class ScriptTexts : IHtmlContent
{
    // Letters of every script as they are, and still none that could end the element.
    private static readonly JsonSerializerOptions json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly string id;
    private readonly Dictionary<string, string> texts;

    private ScriptTexts(string id, Dictionary<string, string> texts)
    {
        this.id = id;
        this.texts = texts;
    }

    /// <summary>All texts of a resource whose names begin with <paramref name="prefix"/> and a dot, without that.</summary>
    /// <param name="id">Id of the element; a page's own is <c>texts</c>.</param>
    public static ScriptTexts Of(IStringLocalizer localizer, string prefix, string id = "texts") => new(
        id,
        localizer
            .GetAllStrings(includeParentCultures: true)
            .Where(text => text.Name.StartsWith($"{prefix}.", StringComparison.Ordinal))
            .ToDictionary(text => text.Name[(prefix.Length + 1)..], text => text.Value));

    /// <summary>Names that are no translation, such as those of platforms.</summary>
    public static ScriptTexts Of(IEnumerable<KeyValuePair<string, string>> texts, string id) => new(id, new Dictionary<string, string>(texts));

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write($"<script type=\"application/json\" id=\"{id}\">");
        writer.Write(JsonSerializer.Serialize(texts, json));
        writer.Write("</script>");
    }
}

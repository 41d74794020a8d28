using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace CaseManager.Web.Hosting;

/// <summary>A moment on a page: the exact instant for scripts, which show it in the person's own zone, and UTC in words without them.</summary>
public sealed class Moment(DateTimeOffset at) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var utc = at.UtcDateTime;
        writer.Write($"<time datetime=\"{utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\">");
        encoder.Encode(writer, utc.ToString("d MMM yyyy HH:mm 'UTC'", CultureInfo.CurrentCulture));
        writer.Write("</time>");
    }
}

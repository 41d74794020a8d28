using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace CaseManager.Web.Hosting;

/// <summary>A text as a QR code, drawn in the page itself: no request tells anybody what it says.</summary>
/// <param name="text">What a camera reads.</param>
/// <param name="label">What the picture is, for whoever does not see it; never the text itself.</param>
public sealed class QrCode(string text, string label) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        writer.Write(string.Create(
            CultureInfo.InvariantCulture, $"<svg class=\"cm-qr\" viewBox=\"0 0 {rows.Count} {rows.Count}\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\""));
        encoder.Encode(writer, label);
        writer.Write("\"><path d=\"");
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                if (rows[y][x])
                {
                    writer.Write(string.Create(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z"));
                }
            }
        }

        writer.Write("\"/></svg>");
    }
}

using System.Globalization;
using System.Text;
using System.Xml;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>Draws a chart from top to bottom, and knows how it looks: dark on white, told apart by outline and hatching and never by colour alone.</summary>
internal sealed class ChartPen
{
    /// <summary>Of the whole chart; at 320 pixels its text is 12 pixels high.</summary>
    public const int Width = 400;

    /// <summary>Around it.</summary>
    public const int Margin = 12;

    public const int TextSize = 15;
    public const int LineHeight = 20;
    public const string Paper = "#ffffff";
    public const string Bar = "#8fb8d8";
    private const string Ink = "#111111";
    private const string Outline = "#1f4566";
    private const int HeadingSize = 18;
    private const int HeadingLine = 24;
    private const int Baseline = 15;
    private const int Stripe = 6;
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const string Fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
        OmitXmlDeclaration = true,
        ConformanceLevel = ConformanceLevel.Fragment,
    };

    private readonly List<Action<XmlWriter>> strokes = [];

    /// <summary>Where the next thing goes.</summary>
    public int Y { get; private set; } = Margin;

    /// <summary>Where a line of text stands whose lines begin at <paramref name="top"/>.</summary>
    public static int BaselineOf(int top, int line) => top + Baseline + (line * LineHeight);

    public void MoveDown(int by) => Y += by;

    /// <summary>The name of the chart.</summary>
    public void Heading(string text)
    {
        foreach (var line in ChartText.Wrap(text, HeadingSize, ChartText.ForBold(Width - (2 * Margin))))
        {
            Text(Margin, Y + HeadingSize, line, HeadingSize, bold: true);
            MoveDown(HeadingLine);
        }
    }

    /// <summary>The name of the bars below it.</summary>
    public void GroupHeading(string text)
    {
        MoveDown(Margin);
        foreach (var line in ChartText.Wrap(text, TextSize, ChartText.ForBold(Width - (2 * Margin))))
        {
            Text(Margin, BaselineOf(Y, 0), line, TextSize, bold: true);
            MoveDown(LineHeight);
        }

        MoveDown(Margin / 2);
    }

    /// <summary>Text over the whole width.</summary>
    /// <param name="indent">Room left free before it.</param>
    public void Paragraph(string text, int indent = 0)
    {
        foreach (var line in ChartText.Wrap(text, TextSize, Width - (2 * Margin) - indent))
        {
            Text(Margin + indent, BaselineOf(Y, 0), line);
            MoveDown(LineHeight);
        }

        MoveDown(Margin / 2);
    }

    public void Text(int x, int y, string text) => Text(x, y, text, TextSize, bold: false);

    /// <summary>Begins what belongs to one cell.</summary>
    public void BeginRow(ReleaseRow row) => strokes.Add(svg =>
    {
        svg.WriteStartElement("g", Namespace);
        svg.WriteAttributeString("data-period", row.Period);
        svg.WriteAttributeString("data-codes", string.Join('/', row.Codes));
        svg.WriteAttributeString("data-value", row.Value?.ToString(CultureInfo.InvariantCulture) ?? "");
        svg.WriteAttributeString("data-status", row.Status);
        svg.WriteAttributeString("data-margin90", row.Margin90.ToString(CultureInfo.InvariantCulture));
    });

    public void EndRow() => strokes.Add(svg => svg.WriteEndElement());

    public void Rectangle(int x, int y, int width, int height, string fill) =>
        Shape("rect", ("x", x), ("y", y), ("width", width), ("height", height), ("fill", fill), ("stroke", Outline), ("stroke-width", 1));

    /// <summary>A line with a cap at each end.</summary>
    public void ErrorBar(int from, int to, int y, int capHeight)
    {
        var (top, bottom) = (y - (capHeight / 2), y + (capHeight / 2));
        Path(string.Create(CultureInfo.InvariantCulture, $"M{from} {y}H{to}M{from} {top}V{bottom}M{to} {top}V{bottom}"), Ink, 2);
    }

    /// <summary>A box full of slanted lines, drawn one by one: a pattern would need an id, and not every program prints it.</summary>
    public void Hatched(int x, int y, int width, int height)
    {
        var lines = new StringBuilder();
        for (var start = Stripe - height; start < width; start += Stripe)
        {
            var (from, to) = (Math.Max(start, 0), Math.Min(start + height, width));
            lines.Append(CultureInfo.InvariantCulture, $"M{x + from} {y + height - (from - start)}L{x + to} {y + height - (to - start)}");
        }

        Rectangle(x, y, width, height, Paper);
        Path(lines.ToString(), Outline, 1);
    }

    /// <summary>The whole file.</summary>
    /// <param name="id">Of the chart among others on a page.</param>
    /// <param name="title">For a screen reader.</param>
    /// <param name="description">The same figures in words.</param>
    public string Finish(string id, string title, string description)
    {
        var height = Y + Margin;
        var text = new StringBuilder();
        using (var svg = XmlWriter.Create(text, Settings))
        {
            svg.WriteStartElement("svg", Namespace);
            // No wider than it is drawn, and narrower in a narrower window.
            Attributes(svg, ("viewBox", $"0 0 {Width} {height}"), ("width", "100%"), ("height", height), ("preserveAspectRatio", "xMinYMin meet"));
            Attributes(svg, ("role", "img"), ("lang", "en"), ("aria-labelledby", $"{id}-title {id}-desc"));
            Attributes(svg, ("font-family", Fonts), ("font-size", TextSize), ("fill", Ink));
            Words(svg, "title", $"{id}-title", title);
            Words(svg, "desc", $"{id}-desc", description);
            Element(svg, "rect", ("width", Width), ("height", height), ("fill", Paper));
            strokes.ForEach(stroke => stroke(svg));
            svg.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private void Text(int x, int y, string text, int size, bool bold) => strokes.Add(svg =>
    {
        svg.WriteStartElement("text", Namespace);
        Attributes(svg, ("x", x), ("y", y));
        if (size != TextSize)
        {
            Attributes(svg, ("font-size", size));
        }

        if (bold)
        {
            Attributes(svg, ("font-weight", "bold"));
        }

        svg.WriteString(text);
        svg.WriteEndElement();
    });

    private void Path(string d, string stroke, int width) =>
        Shape("path", ("d", d), ("stroke", stroke), ("stroke-width", width), ("fill", "none"));

    private void Shape(string name, params (string Name, object Value)[] attributes) => strokes.Add(svg => Element(svg, name, attributes));

    private static void Element(XmlWriter svg, string name, params (string Name, object Value)[] attributes)
    {
        svg.WriteStartElement(name, Namespace);
        Attributes(svg, attributes);
        svg.WriteEndElement();
    }

    private static void Attributes(XmlWriter svg, params (string Name, object Value)[] attributes)
    {
        foreach (var (name, value) in attributes)
        {
            svg.WriteAttributeString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    private static void Words(XmlWriter svg, string name, string id, string text)
    {
        svg.WriteStartElement(name, Namespace);
        svg.WriteAttributeString("id", id);
        svg.WriteString(text);
        svg.WriteEndElement();
    }
}

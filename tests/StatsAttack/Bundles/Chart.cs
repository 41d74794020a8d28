using System.Xml;
using System.Xml.Linq;

namespace CaseManager.StatsAttack.Bundles;

/// <summary>A chart as a program would read it: each bar says its own figures.</summary>
public static class Chart
{
    private static readonly string[] Refused = ["script", "foreignObject", "image", "iframe", "use"];

    /// <summary>Period, codes, value and status of each bar.</summary>
    /// <exception cref="FormatException">It is no SVG, or loads or runs something.</exception>
    public static IReadOnlyList<(string Period, string Codes, long? Value, string Status)> Read(string name, byte[] bytes)
    {
        XElement root;
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit };
            using var reader = XmlReader.Create(new StringReader(Csv.Text(bytes)), settings);
            root = XDocument.Load(reader).Root!;
        }
        catch (XmlException wrong)
        {
            throw new FormatException($"{name} is not XML: {wrong.Message}", wrong);
        }

        var all = root.DescendantsAndSelf().ToList();
        foreach (var local in new[] { "title", "desc" })
        {
            if (!all.Any(element => element.Name.LocalName == local && element.Value.Trim().Length > 0))
            {
                throw new FormatException($"{name} has no {local}");
            }
        }

        var active = all.FirstOrDefault(element => Refused.Contains(element.Name.LocalName)
            || element.Attributes().Any(attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
                || (attribute.Name.LocalName is "href" or "src" && !attribute.Value.StartsWith('#'))));
        if (active is not null)
        {
            throw new FormatException($"{name} loads or runs something in {active.Name.LocalName}");
        }

        return [.. all.Where(element => element.Attribute("data-period") is not null).Select(element => (
            element.Attribute("data-period")!.Value,
            element.Attribute("data-codes")?.Value ?? "",
            element.Attribute("data-value") is { Value.Length: > 0 } value ? Csv.Whole(value.Value) : (long?)null,
            element.Attribute("data-status")?.Value ?? ""))];
    }
}

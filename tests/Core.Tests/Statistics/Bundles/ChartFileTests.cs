using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CaseManager.Core.Statistics.Bundles;

namespace CaseManager.Core.Tests.Statistics.Bundles;

public sealed partial class ChartFileTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly ReleaseTable[] Tables = [.. SampleTables.Year, SampleTables.Hostile, SampleTables.Long(1), SampleTables.Long(400)];

    [Fact]
    public void Write_OneShownAndOneNot_IsThisFile()
    {
        ReleaseRow[] rows = [new("2025", ["intake"], 1240, CellStatus.Ok, 4), new("2025", ["closed"], null, CellStatus.BelowThreshold, 6)];

        Assert.Equal(
            """
            <svg viewBox="0 0 400 238" width="100%" height="238" preserveAspectRatio="xMinYMin meet" role="img" lang="en" aria-labelledby="totals-2025-title totals-2025-desc" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif" font-size="15" fill="#111111" xmlns="http://www.w3.org/2000/svg">
              <title id="totals-2025-title">Totals: 2025</title>
              <desc id="totals-2025-desc">Reports taken in: 1240, plus or minus 4.
            Cases closed: not shown, it came out under 20.</desc>
              <rect width="400" height="238" fill="#ffffff" />
              <text x="12" y="30" font-size="18" font-weight="bold">Totals</text>
              <text x="12" y="51">2025</text>
              <g data-period="2025" data-codes="intake" data-value="1240" data-status="ok" data-margin90="4">
                <text x="12" y="85">Reports taken in</text>
                <rect x="146" y="72" width="193" height="16" fill="#8fb8d8" stroke="#1f4566" stroke-width="1" />
                <path d="M339 80H340M339 76V84M340 76V84" stroke="#111111" stroke-width="2" fill="none" />
                <text x="348" y="85">1 240</text>
              </g>
              <g data-period="2025" data-codes="closed" data-value="" data-status="below_threshold" data-margin90="6">
                <text x="12" y="113">Cases closed</text>
                <rect x="146" y="100" width="16" height="16" fill="#ffffff" stroke="#1f4566" stroke-width="1" />
                <path d="M146 106L152 100M146 112L158 100M148 116L162 102M154 116L162 108M160 116L162 114" stroke="#1f4566" stroke-width="1" fill="none" />
                <text x="170" y="113">not shown</text>
              </g>
              <rect x="12" y="136" width="28" height="16" fill="#8fb8d8" stroke="#1f4566" stroke-width="1" />
              <path d="M28 144H52M28 140V148M52 140V148" stroke="#111111" stroke-width="2" fill="none" />
              <text x="60" y="149">Line on a bar: nine times out of ten the</text>
              <text x="60" y="169">true number is within 4 of the one shown.</text>
              <rect x="12" y="182" width="40" height="16" fill="#ffffff" stroke="#1f4566" stroke-width="1" />
              <path d="M12 188L18 182M12 194L24 182M14 198L30 182M20 198L36 182M26 198L42 182M32 198L48 182M38 198L52 184M44 198L52 190M50 198L52 196" stroke="#1f4566" stroke-width="1" fill="none" />
              <text x="60" y="195">Striped: the number came out under 20</text>
              <text x="60" y="215">and is kept nowhere.</text>
            </svg>

            """,
            Write(SampleTables.Totals with { Rows = rows }));
    }

    [Fact]
    public void Write_InAnotherCulture_GivesTheSameText()
    {
        var before = CultureInfo.CurrentCulture;
        var expected = Tables.Select(Write).ToList();

        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA") { NumberFormat = { NegativeSign = "~", NumberGroupSeparator = "'" } };

            Assert.Equal(expected, Tables.Select(Write));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Write_EveryTable_IsPlainShapesAndTextsAndPointsNowhere()
    {
        string[] elements = ["svg", "title", "desc", "rect", "path", "text", "g"];
        string[] refused = ["style", "class", "href", "src"];

        Assert.All(Tables.Select(Read), chart =>
        {
            Assert.All(chart.Descendants(), element => Assert.Contains(element.Name.LocalName, elements));
            Assert.All(chart.Descendants().Attributes().Where(attribute => !attribute.IsNamespaceDeclaration), attribute =>
            {
                Assert.DoesNotContain(attribute.Name.LocalName, refused);
                Assert.DoesNotMatch("^on|url\\(|:", attribute.Name.LocalName + (attribute.Name.LocalName.StartsWith("data-", StringComparison.Ordinal) ? "" : attribute.Value));
            });
        });
    }

    [Fact]
    public void Write_EveryPlaceAndLength_IsAWholeNumber()
    {
        string[] places = ["x", "y", "width", "height", "d", "viewBox", "font-size", "stroke-width"];

        Assert.All(Tables.Select(Read), chart => Assert.All(
            chart.Descendants().Attributes().Where(attribute => places.Contains(attribute.Name.LocalName)),
            attribute => Assert.Matches("^[0-9MHVL %]+$", attribute.Value)));
        Assert.All(Tables.Select(Write), text => Assert.DoesNotContain('\r', text));
    }

    [Fact]
    public void Write_EveryShape_LiesInsideTheChart() => Assert.All(Tables, table =>
    {
        var chart = Read(table);
        var (width, height) = (ChartPen.Width, Whole(chart, "height"));

        Assert.All(chart.Descendants(Svg + "rect"), box => Assert.True(
            (int?)box.Attribute("x") + Whole(box, "width") <= width || box.Attribute("x") is null, $"{table.Name}: {box}"));
        Assert.All(chart.Descendants(Svg + "text"), text =>
        {
            Assert.InRange(Whole(text, "y"), 1, height);
            Assert.InRange(Whole(text, "x") + ChartText.WidthOf(text.Value, (int?)text.Attribute("font-size") ?? ChartPen.TextSize), 1, width);
        });
        Assert.All(
            chart.Descendants(Svg + "path").SelectMany(path => Across().Matches(path.Attribute("d")!.Value)),
            across => Assert.InRange(int.Parse(across.Groups[1].Value, CultureInfo.InvariantCulture), ChartPen.Margin, width));
    });

    [Fact]
    public void Write_ForAScreenReader_NamesTheChartAndSaysEveryBar()
    {
        var chart = Read(SampleTables.Year.Single(table => table.Name == "closed_by_platform_group_and_removal_time"));

        Assert.Equal("img", chart.Attribute("role")!.Value);
        Assert.Equal(
            $"{chart.Element(Svg + "title")!.Attribute("id")!.Value} {chart.Element(Svg + "desc")!.Attribute("id")!.Value}",
            chart.Attribute("aria-labelledby")!.Value);
        Assert.Equal("Cases closed, by kind of platform and time to removal: 2025", chart.Element(Svg + "title")!.Value);
        var sentences = chart.Element(Svg + "desc")!.Value.Split('\n');
        Assert.Equal(42, sentences.Length);
        Assert.Equal(
            ["Telegram, Up to 2 hours: not shown, it came out under 20.", "Telegram, Up to 24 hours: 48, plus or minus 9.", "Telegram, Up to 48 hours: 96, plus or minus 9."],
            sentences[..3]);
        Assert.Contains("Telegram, Still there: 24, plus or minus 9, imprecise.", sentences);
    }

    [Fact]
    public void Write_Labels_AreWholeAndInPlainWords()
    {
        Assert.Contains("South Georgia & South Sandwich Islands", Words("intake_by_country"), StringComparison.Ordinal);
        Assert.Contains("Another country, or not known", Words("intake_by_country"), StringComparison.Ordinal);
        Assert.Contains("Taken under clothes or in public without her knowledge", Words("intake_by_harm"), StringComparison.Ordinal);
        Assert.Contains("July to September 2025", Words("intake_by_period"), StringComparison.Ordinal);
        Assert.Contains("Reports taken in 1\u2009240 ± 4 Cases closed 811 ± 6", Words("totals"), StringComparison.Ordinal);
        Assert.Contains("1\u2009234\u2009579", Words("intake_by_platform"), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WordLongerThanALine_IsBrokenAndLosesNothing()
    {
        var word = string.Concat(Enumerable.Repeat("Donaudampfschiff👩‍👩‍👧", 9));
        var table = SampleTables.Totals with { Dimensions = ["platform"], Rows = [new("2025", [word], 20, CellStatus.Imprecise, 9)] };

        var bar = Read(table).Descendants(Svg + "g").Single();

        Assert.Equal(word, string.Concat(bar.Elements(Svg + "text").SkipLast(1).Select(text => text.Value)));
    }

    [Fact]
    public void Write_BelowThreshold_IsHatchedWithItsWordsAndAsLongAsEveryOther()
    {
        var hidden = Read(SampleTables.Year[1]).Descendants(Svg + "g").Where(bar => bar.Attribute("data-value")!.Value.Length == 0).ToList();

        Assert.NotEmpty(hidden);
        Assert.All(hidden, bar => Assert.Equal("not shown", bar.Elements(Svg + "text").Last().Value));
        Assert.Single(hidden.Select(bar => bar.Element(Svg + "rect")!.Attribute("width")!.Value).Distinct());
    }

    [Fact]
    public void Write_BarsAndErrorBars_AreInProportion()
    {
        ReleaseRow[] rows = [new("2025", ["x"], 300, CellStatus.Ok, 100), new("2025", ["other"], 150, CellStatus.Imprecise, 100)];

        var bars = Read(SampleTables.Totals with { Dimensions = ["platform"], Rows = rows }).Descendants(Svg + "g").ToList();
        var lengths = bars.ConvertAll(bar => Whole(bar.Element(Svg + "rect")!, "width"));
        var errors = bars.ConvertAll(bar => ErrorBar().Match(bar.Element(Svg + "path")!.Attribute("d")!.Value));

        Assert.InRange(lengths[0] - (2 * lengths[1]), -1, 1);
        Assert.All(errors, error => Assert.InRange(
            (3 * (int.Parse(error.Groups[2].Value, CultureInfo.InvariantCulture) - int.Parse(error.Groups[1].Value, CultureInfo.InvariantCulture))) - (2 * lengths[0]), -3, 3));
    }

    private static string Write(ReleaseTable table) => ChartFile.Write(table, SampleTables.Threshold);

    private static XElement Read(ReleaseTable table) => XDocument.Parse(Write(table)).Root!;

    private static int Whole(XElement element, string attribute) => int.Parse(element.Attribute(attribute)!.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Words(string table) =>
        string.Join(' ', Read(SampleTables.Year.Single(one => one.Name == table)).Descendants(Svg + "text").Select(text => text.Value));

    [GeneratedRegex("[MHL]([0-9]+)")]
    private static partial Regex Across();

    [GeneratedRegex("^M([0-9]+) [0-9]+H([0-9]+)")]
    private static partial Regex ErrorBar();
}

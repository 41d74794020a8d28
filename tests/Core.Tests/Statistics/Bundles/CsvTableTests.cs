using CaseManager.Core.Statistics.Bundles;

namespace CaseManager.Core.Tests.Statistics.Bundles;

public sealed class CsvTableTests
{
    [Fact]
    public void Write_TwoDimensions_IsTheseLines()
    {
        var table = new ReleaseTable(
            "t", "C3", "T", ["platform_group", "time_to_removal_band"], [new("2025", ["meta", "up_to_2h"], 1234, "ok", 9), new("2025", ["meta", "still_up"], null, "below_threshold", 9)]);

        Assert.Equal(
            "period,platform_group,time_to_removal_band,value,status,margin90\n2025,meta,up_to_2h,1234,ok,9\n2025,meta,still_up,,below_threshold,9\n",
            CsvTable.Write(table));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@x", "'@x")]
    [InlineData("+x", "'+x")]
    [InlineData("-x", "'-x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("=\"a\"", "\"'=\"\"a\"\"\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("'x", "'x")]
    public void Write_TextThatCouldBeMoreThanText_IsQuotedAndHasItsApostrophe(string code, string field)
    {
        var table = new ReleaseTable("t", null, "T", ["platform"], [new("2025", [code], 20, "imprecise", 9)]);

        Assert.Equal($"period,platform,value,status,margin90\n2025,{field},20,imprecise,9\n", CsvTable.Write(table));
    }
}

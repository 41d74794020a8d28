using System.Text;
using CaseManager.Core.Platforms;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Importing;
using CaseManager.Core.Statistics.Periods;

namespace CaseManager.Core.Tests.Statistics;

public sealed class ReadContributionsTests
{
    private const string Header = "side,period,platform,harm_type,country,age_band,outcome,time_to_removal_band";
    private const string Intake = "intake,2025-07,telegram,threat_to_share,KR,18_24,,";
    private const string Closure = "closure,2025-12,onlyfans,,,,removed_all,up_to_48h";

    [Fact]
    public void File_OfBothSides_IsReadAsCodes()
    {
        var rows = Read($"{Header}\n{Intake}\n{Closure}\n").Rows;

        Assert.Equal(new ContributionRow(Side.Intake, Month.Of(2025, 7), 1, 2, "KR", 2, 0, 0), rows[0]);
        Assert.Equal(new ContributionRow(Side.Closure, Month.Of(2025, 12), CodeLists.Platform.NumberOf("other")!.Value, 0, "", 0, 1, 3), rows[1]);
    }

    [Theory]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\uFEFF")]
    public void File_WithOtherLineEndsOrAMark_IsTheSame(string end, string mark) =>
        Assert.Equal(2, Read($"{mark}{Header}{end}{Intake}{end}\"closure\",2025-12,other,,,,refused,still_up").Rows.Count);

    [Fact]
    public void Columns_InAnotherOrder_AreFound() =>
        Assert.Equal("KR", Assert.Single(Read("country,side,period,platform,harm_type,age_band,outcome,time_to_removal_band\nKR,intake,2025-07,x,doxxing_with_images,unknown,,\n").Rows).Country);

    [Theory]
    [InlineData("intake,2025-07,telegram,threat_to_share,KR,18_24,removed_all,", "Line 2, column 7 (outcome)")]
    [InlineData("intake,2025-07,telegram,threat_to_share,KR,18_24,,up_to_2h", "Line 2, column 8 (time_to_removal_band)")]
    [InlineData("closure,2025-07,telegram,threat_to_share,,,refused,still_up", "Line 2, column 4 (harm_type)")]
    [InlineData("closure,2025-07,telegram,,KR,,refused,still_up", "Line 2, column 5 (country)")]
    [InlineData("intake,2025-07,telegram,nonsense,KR,18_24,,", "Line 2, column 4 (harm_type)")]
    [InlineData("intake,2025-07,telegram,,KR,18_24,,", "Line 2, column 4 (harm_type)")]
    [InlineData("intake,2025-07,myspace-of-old,threat_to_share,KR,18_24,,", "Line 2, column 3 (platform)")]
    [InlineData("intake,2025-07,,threat_to_share,KR,18_24,,", "Line 2, column 3 (platform)")]
    [InlineData("intake,2025-13,telegram,threat_to_share,KR,18_24,,", "Line 2, column 2 (period)")]
    [InlineData("intake,2025-7,telegram,threat_to_share,KR,18_24,,", "Line 2, column 2 (period)")]
    [InlineData("intake,2026-04,telegram,threat_to_share,KR,18_24,,", "Line 2, column 2 (period)")]
    [InlineData("intake,2025-07,telegram,threat_to_share,kr,18_24,,", "Line 2, column 5 (country)")]
    [InlineData("intake,2025-07,telegram,threat_to_share,QQ,18_24,,", "Line 2, column 5 (country)")]
    [InlineData("Intake,2025-07,telegram,threat_to_share,KR,18_24,,", "Line 2, column 1 (side)")]
    [InlineData("intake,2025-07,telegram,threat_to_share,KR,18_24,", "Line 2: This line has 7 cells instead of 8.")]
    [InlineData("", "Line 2: This line is empty.")]
    public void Cell_ThatIsWrong_IsToldByLineAndColumnOnly(string line, string where)
    {
        var (rows, faults) = Read($"{Header}\n{line}\n{Intake}\n");

        Assert.Single(rows);
        var fault = Assert.Single(faults).ToString();
        Assert.StartsWith(where, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("myspace", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFault_OfALine_IsTold() => Assert.Equal(5, Read($"{Header}\nintake,x,y,z,QQ,0,,\n").Faults.Count);

    [Theory]
    [InlineData("")]
    [InlineData("side,period\nintake,2025-07\n")]
    [InlineData("side,side,period,platform,harm_type,country,age_band,outcome,time_to_removal_band\n")]
    [InlineData("side,period,platform,harm_type,country,age_band,outcome,time_to_removal_band,name\n")]
    [InlineData("\0\0\0")]
    public void Header_ThatIsWrong_ReadsNothing(string file)
    {
        var (rows, faults) = Read(file);

        Assert.Empty(rows);
        Assert.NotEmpty(faults);
    }

    [Fact]
    public void Platform_OfTheDirectoryWithoutACodeOfItsOwn_IsAnother() =>
        Assert.Equal("other", CodeLists.Platform.CodeOf(CodeLists.PlatformOf("onlyfans")));

    [Fact]
    public void Codes_KeepTheirNumbers()
    {
        // What stands in contributions: a code is added at the end, never moved.
        Assert.Equal("telegram", CodeLists.Platform.CodeOf(1));
        Assert.Equal("other", CodeLists.Platform.CodeOf(16));
        Assert.Equal("minor_referral", CodeLists.HarmType.CodeOf(13));
        Assert.Equal("unknown", CodeLists.AgeBand.CodeOf(7));
        Assert.Equal("withdrawn_by_survivor", CodeLists.Outcome.CodeOf(11));
        Assert.Equal("still_up", CodeLists.RemovalTime.CodeOf(7));
        Assert.Equal("search_and_other", CodeLists.PlatformGroup.CodeOf(6));
    }

    private static (List<ContributionRow> Rows, List<ImportFault> Faults) Read(string file)
    {
        var faults = new List<ImportFault>();
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(file));
        var rows = new ReadContributions(id => PlatformDirectory.Seed.Find(id) is not null, Month.Of(2026, 3)).Read(bytes, faults.Add).ToList();
        return (rows, faults);
    }
}

using System.Globalization;
using CaseManager.Core.Cases;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Declarations;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Releases;

namespace CaseManager.Core.Tests.Statistics;

public sealed class ReleasePlanTests
{
    private readonly List<LedgerEntry> ledger = [];

    [Fact]
    public void Year_NobodyDeclared_HasSevenFamiliesAndFourQuarters()
    {
        var plan = Plan("2025");

        Assert.Equal(
            ["I1 2025-Q1", "I1 2025-Q2", "I1 2025-Q3", "I1 2025-Q4", "I2 2025", "I3 2025", "I4 2025", "I5 2025", "C1 2025", "C2 2025", "C3 2025"], plan);
    }

    [Fact]
    public void Year_AfterOneOfItsQuarters_DrawsThatQuarterNoMore()
    {
        Build("2025-Q3");

        Assert.Equal(["I1 2025-Q1", "I1 2025-Q2", "I1 2025-Q4"], Plan("2025").Take(3));
    }

    [Fact]
    public void Quarter_IsOneCell() => Assert.Equal(["I1 2025-Q3"], Plan("2025-Q3"));

    [Theory]
    [InlineData("2025-Q3", "2025-Q3", "already-built")]
    [InlineData("2025", "2025", "already-built")]
    [InlineData("2025", "2025-Q2", "already-built")]
    public void SamePeriod_Twice_IsRefused(string first, string second, string code)
    {
        Build(first);

        Assert.Equal(code, Refusal(second));
    }

    [Fact]
    public void Month_OfAYearNobodyDeclared_IsRefused() => Assert.Equal("month-not-declared", Refusal("2025-07"));

    [Fact]
    public void Quarter_OfAYearDeclaredByMonths_IsRefused() => Assert.Equal("another-length-declared", Refusal("2025-Q3", PeriodLength.Month));

    [Fact]
    public void Year_DeclaredByMonths_DrawsTheMonthsThatAreMissing()
    {
        Build("2025-07", PeriodLength.Month);

        var plan = Plan("2025", PeriodLength.Month);

        Assert.Equal(11 + 7, plan.Count);
        Assert.DoesNotContain("I1 2025-07", plan);
    }

    [Fact]
    public void Year_OfTheSmallTier_IsOneCell() => Assert.Equal(["I1 2025"], Plan("2025", PeriodLength.Year));

    [Fact]
    public void ThreeYears_OfTheSmallTier_HaveSixFamilies() =>
        Assert.Equal(["I2 2023-2025", "I3 2023-2025", "I4 2023-2025", "I5 2023-2025", "C1 2023-2025", "C2 2023-2025"], Plan("2023-2025", PeriodLength.Year));

    [Fact]
    public void ThreeYears_NotDeclaredSmall_AreRefused() => Assert.Equal("not-small", Refusal("2023-2025"));

    [Fact]
    public void ThreeYears_ThatShareAYearWithOthers_AreRefused()
    {
        Build("2023-2025", PeriodLength.Year);

        Assert.Equal("overlaps-a-release", Refusal("2024-2026", PeriodLength.Year));
    }

    [Fact]
    public void Correction_DrawsWhatItsReleaseDrewAgain_Once()
    {
        Build("2025-Q1");
        var year = Build("2025");

        var plan = ReleasePlan.Correction(year, ledger);
        Add(plan);

        Assert.Equal((short)1, plan.Revision);
        Assert.Equal(10, plan.Draws.Count);
        Assert.DoesNotContain(plan.Draws, draw => draw.Period.Text == "2025-Q1");
        Assert.Equal("corrected-before", Assert.Throws<RefusedException>(() => ReleasePlan.Correction(year, ledger)).Code);
    }

    [Fact]
    public void Correction_OfTheDetailedPreset_WouldPassTheCap()
    {
        YearRules Detailed(int year) => new(year, Preset.Detailed, PeriodLength.Quarter, [], IsDeclared: true);
        var year = Add(ReleasePlan.Of(Read("2025"), Detailed, ledger));

        Assert.Equal("budget-spent", Assert.Throws<RefusedException>(() => ReleasePlan.Correction(year, ledger)).Code);
    }

    [Fact]
    public void Budget_OfACase_IsTheDearestMonthOfEachSide()
    {
        Build("2025-Q1");
        Assert.Equal("1/4", Spent());
        Build("2025");
        Assert.Equal("2", Spent());
        Build("2024");
        Assert.Equal("2", Spent());
    }

    [Fact]
    public void Budget_OfPresetsThatDiffer_AddsWhatWasReallyDrawn()
    {
        YearRules Small(int year) => new(year, year == 2023 ? Preset.Detailed : Preset.Strict, PeriodLength.Year, [], IsDeclared: true);
        Add(ReleasePlan.Of(Read("2023"), Small, ledger));
        Add(ReleasePlan.Of(Read("2023-2025"), Small, ledger));

        // One half for the total of 2023, and an eighth for each of the six pooled tables.
        Assert.Equal("5/4", Spent());
    }

    [Theory]
    [InlineData("KR,KR")]
    [InlineData("KR,ZZ")]
    [InlineData("KR,kr")]
    public void Countries_ThatWouldStandTwiceOrAreNone_AreNotDrawn(string countries)
    {
        YearRules Rules(int year) => new(year, Preset.Standard, PeriodLength.Quarter, countries.Split(','), IsDeclared: true);

        Assert.Equal("countries-wrong", Assert.Throws<RefusedException>(() => ReleasePlan.Of(Read("2025"), Rules, ledger)).Code);
    }

    [Theory]
    [InlineData("2024-12-31T22:59:59Z", true)]
    [InlineData("2024-12-31T23:00:00Z", false)]
    public void Declaration_MadeWhenItsYearHadBegun_DoesNotHold(string at, bool holds)
    {
        var zone = new OrganisationZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var declaration = new YearDeclaration
        {
            Year = 2025,
            Preset = Preset.Strict.Name,
            Intake = PeriodLength.Month,
            Countries = ["KR"],
            DeclaredAt = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture),
            DeclaredBy = Guid.Empty,
        };

        Assert.Equal(holds, YearRules.Of(2025, declaration, zone).IsDeclared);
    }

    /// <summary>Whatever is built in whatever order, no month of a family is drawn twice, and no case costs more than its preset says.</summary>
    [Fact]
    public void AnyOrderOfBuilds_DrawsEachMonthOfAFamilyOnce()
    {
        string[] periods = ["2023", "2024", "2025", "2024-Q1", "2024-Q4", "2025-Q2", "2025-07", "2023-2025", "2024-2026"];
        var order = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            ledger.Clear();
            var small = order.Next(2) == 0;
            foreach (var period in Enumerable.Range(0, 12).Select(_ => periods[order.Next(periods.Length)]))
            {
                try
                {
                    Build(period, small ? PeriodLength.Year : PeriodLength.Quarter);
                }
                catch (RefusedException)
                {
                    // Refusing is what keeps it.
                }
            }

            Assert.All(
                ledger.GroupBy(entry => entry.Family),
                family => Assert.Equal(
                    family.Sum(entry => entry.Until.Index - entry.From.Index),
                    family.SelectMany(entry => Enumerable.Range(entry.From.Index, entry.Until.Index - entry.From.Index)).Distinct().Count()));
        }
    }

    private static Period Read(string text) => Period.TryParse(text, out var period) ? period : throw new ArgumentException(text);

    private ReleasePlan PlanOf(string period, PeriodLength? declared) => ReleasePlan.Of(
        Read(period), year => declared is { } length ? new YearRules(year, Preset.Standard, length, [], IsDeclared: true) : YearRules.Undeclared(year), ledger);

    private List<string> Plan(string period, PeriodLength? declared = null) => [.. PlanOf(period, declared).Draws.Select(draw => $"{draw.Family.Code} {draw.Period}")];

    private string Refusal(string period, PeriodLength? declared = null) => Assert.Throws<RefusedException>(() => PlanOf(period, declared)).Code;

    private string Spent() => Budget.Write([.. ledger.Select(Budget.Draw.Of)]);

    private Release Build(string period, PeriodLength? declared = null) => Add(PlanOf(period, declared));

    private Release Add(ReleasePlan plan)
    {
        var release = new Release
        {
            Id = RandomId.New(),
            Period = plan.Period.Text,
            Revision = plan.Revision,
            Preset = plan.Preset.Name,
            Catalogue = 1,
            Countries = plan.Countries,
            BuiltAt = default,
            FileName = "",
            FileHash = [],
        };
        ledger.AddRange(plan.Draws.Select((draw, place) => new LedgerEntry
        {
            Entry = ledger.Count + place + 1,
            Family = draw.Family.Number,
            Period = draw.Period.Text,
            From = draw.Period.From,
            Until = draw.Period.Until,
            Revision = plan.Revision,
            Num = plan.Preset.Num,
            Den = plan.Preset.Den,
            ReleaseId = release.Id,
            BuiltAt = default,
            Hash = [],
        }));
        return release;
    }
}

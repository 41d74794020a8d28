using System.Net;
using CaseManager.Core.Access;
using CaseManager.Core.Statistics.Declarations;
using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Statistics;

/// <summary>Deciding about a year to come.</summary>
public sealed class DeclarationsTests(StatisticsSite site) : IClassFixture<StatisticsSite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Declare_DetailedPreset_HoldsOnceAnAdministratorAgrees()
    {
        using var many = await DeclareAsync(site.Supervisor, 2027, "detailed", "Month", "kr, de fr");
        using var both = await site.AddAsync(RoleName.Supervisor, RoleName.Administrator);
        var waiting = await FindAsync(2027);
        var page = await StatisticsSite.BuildingAsync(site.Administrator, Cancel);
        using var other = await DeclareAsync(both, 2027, "strict", "Quarter", "");
        using var notHers = await StatisticsSite.PostAsync(site.Supervisor, "/statistics/building?handler=AgreeYear", Cancel, ("Year", "2027"));
        using var agreed = await StatisticsSite.PostAsync(site.Administrator, "/statistics/building?handler=AgreeYear", Cancel, ("Year", "2027"));
        using var again = await StatisticsSite.PostAsync(site.Administrator, "/statistics/building?handler=AgreeYear", Cancel, ("Year", "2027"));

        Assert.Equal(HttpStatusCode.Redirect, many.StatusCode);
        Assert.Equal(["KR", "DE", "FR"], waiting!.Countries);
        Assert.False(waiting.Holds);
        Assert.NotNull(page.QuerySelector("#coming li[data-year='2027'] button"));
        Assert.Contains("declared already", await StatisticsSite.RefusalAsync(other, Cancel), StringComparison.Ordinal);
        Assert.Contains("may not do this", await StatisticsSite.RefusalAsync(notHers, Cancel), StringComparison.Ordinal);
        Assert.True((await FindAsync(2027))!.Holds);
        Assert.Single(await site.EventsAsync("DeclarationApproved", Cancel));
        Assert.Single(await site.EventsAsync("YearDeclared", Cancel), told => told.Data.Contains("2027", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Declare_ClickedTwiceAtOnce_IsDecidedOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DeclareAsync(site.Supervisor, 2028, "strict", "Quarter", "")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Single(await site.EventsAsync("YearDeclared", Cancel), told => told.Data.Contains("2028", StringComparison.Ordinal));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Theory]
    [InlineData(2026, "standard", "Quarter", "", "This year has begun")]
    [InlineData(2029, "standard", "Quarter", "", "Only the next two years")]
    [InlineData(2027, "loud", "Quarter", "", "how much noise")]
    [InlineData(2027, "standard", "ThreeYears", "", "how finely")]
    [InlineData(2027, "standard", "Quarter", "KR Atlantis", "two letters each")]
    [InlineData(2027, "standard", "Quarter", "KR ZZ", "two letters each")]
    [InlineData(2027, "standard", "Quarter", "KR kr", "stands there twice")]
    [InlineData(2027, "standard", "Quarter", "AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT JP KR LT LU LV MT NL PL PT RO SE SI", "At most 28")]
    public async Task Declare_WhatCannotBe_SaysWhy_AndKeepsWhatWasTyped(int year, string preset, string intake, string countries, string said)
    {
        using var answer = await DeclareAsync(site.Supervisor, year, preset, intake, countries);

        var page = await answer.ReadPageAsync(Cancel);
        Assert.Contains(said, page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.True(page.QuerySelector("#countries") is not { } field || (field.GetAttribute("value") ?? "") == countries);
    }

    [Fact]
    public async Task Declare_ByAnAdministrator_IsRefused()
    {
        using var answer = await DeclareAsync(site.Administrator, 2028, "standard", "Quarter", "");

        Assert.Contains("may not do this", await StatisticsSite.RefusalAsync(answer, Cancel), StringComparison.Ordinal);
        Assert.Null((await StatisticsSite.BuildingAsync(site.Administrator, Cancel)).QuerySelector("#countries"));
    }

    private static Task<HttpResponseMessage> DeclareAsync(StaffClient who, int year, string preset, string intake, string countries) => StatisticsSite.PostAsync(
        who,
        "/statistics/building?handler=Declare",
        Cancel,
        ("Year", year.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Preset", preset),
        ("Intake", intake),
        ("Countries", countries));

    private async Task<YearDeclaration?> FindAsync(int year)
    {
        await using var database = site.Database.Open();
        return await database.Set<YearDeclaration>().AsNoTracking().SingleOrDefaultAsync(row => row.Year == year, Cancel);
    }
}

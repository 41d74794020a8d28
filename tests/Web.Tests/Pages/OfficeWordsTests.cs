using System.Globalization;
using CaseManager.TestSupport;
using CaseManager.Web.Pages.Public;
using CaseManager.Web.Settings;
using CaseManager.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Tests.Pages;

public sealed class OfficeWordsTests(IntakeFixture fixture) : IClassFixture<IntakeFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Monday,Tuesday,Wednesday,Thursday,Friday", "Europe/Berlin", "Our working days are Monday to Friday, from 9:00 AM to 5:30 PM. These are times in Berlin.")]
    [InlineData("Friday,Monday,Thursday,Tuesday,Wednesday", "America/Argentina/Buenos_Aires", "Our working days are Monday to Friday, from 9:00 AM to 5:30 PM. These are times in Buenos Aires.")]
    [InlineData("Saturday,Sunday,Monday,Tuesday,Wednesday", "Asia/Riyadh", "Our working days are Saturday to Wednesday, from 9:00 AM to 5:30 PM. These are times in Riyadh.")]
    [InlineData("Thursday,Tuesday", "UTC", "Our working days are: Tuesday, Thursday. We are here from 9:00 AM to 5:30 PM. These are times in UTC.")]
    [InlineData("Monday,Tuesday,Thursday,Friday", "Etc/GMT+5", "Our working days are: Monday, Tuesday, Thursday, Friday. We are here from 9:00 AM to 5:30 PM. These are times in UTC-05:00.")]
    [InlineData("Wednesday", "CET", "Our working days are: Wednesday. We are here from 9:00 AM to 5:30 PM. These are times in CET.")]
    [InlineData("Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday", "", "We work every day, from 9:00 AM to 5:30 PM. These are times in Seoul.")]
    public async Task Hours_OfTheOrganisation_AreOneSentence(string days, string zone, string said)
    {
        await using var app = WebApp.InMemory(fixture.Database);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en");
        var words = Words(app, new() { Days = days, Zone = zone, Opens = "09:00", Closes = "17:30" });

        Assert.Equal(said, words.Hours.Replace('\u202f', ' '));
    }

    [Theory]
    [InlineData("de", "Montag", "Freitag", "09:00")]
    [InlineData("ko", "월요일", "금요일", "오전 9:00")]
    public async Task Hours_OnAPageInAnotherLanguage_NameDaysAndTimesInIt(string language, string first, string last, string opens)
    {
        await using var app = WebApp.InMemory(fixture.Database);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);

        var said = Words(app, new()).Hours;

        Assert.Contains(first, said, StringComparison.Ordinal);
        Assert.Contains(last, said, StringComparison.Ordinal);
        Assert.Contains(opens, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "1", "within one working day.")]
    [InlineData("/", "3", "within 3 working days.")]
    [InlineData("/plain", "3", "within 3 working days.")]
    public async Task Page_BeforeSheWrites_SaysWhenWeAnswerAndWork(string path, string days, string said)
    {
        await using var app = WebApp.InMemory(fixture.Database);
        app.Settings["CaseManager:AnswerDays"] = days;
        app.Settings["CaseManager:WorkingHours:Zone"] = "Europe/Berlin";

        var page = await app.PublicClient().GetPageAsync(path, Cancel);

        var text = page.QuerySelector("main")!.TextContent;
        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Contains("Our working days are Monday to Friday", text, StringComparison.Ordinal);
        Assert.Contains("These are times in Berlin.", text, StringComparison.Ordinal);
    }

    private static OfficeWords Words(WebApp app, WorkingHoursOptions hours) => new(
        Options.Create(new CaseManagerOptions()), Options.Create(hours), Options.Create(new OrganisationOptions { Zone = "Asia/Seoul" }),
        app.Services.GetRequiredService<IStringLocalizer<PublicText>>());
}

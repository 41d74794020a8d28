using System.Globalization;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Help;
using CaseManager.Core.Statistics.Codes;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Public;

/// <summary>Countries, languages and hours of helplines in the page's language.</summary>
public sealed class HelpWords(IStringLocalizer<HelpText> text)
{
    /// <summary>The country's name, or its English one where a list names a country that the texts do not.</summary>
    public string Country(string code) => text[$"Country.{code}"] is { ResourceNotFound: false } name ? name.Value : Countries.NameOf(code);

    /// <summary>How somebody reports there.</summary>
    public string Way(Channel channel) => text[channel.Route switch
    {
        ChannelRoute.Form => "Way.Form",
        ChannelRoute.InApp => "Way.InApp",
        ChannelRoute.Mail => "Way.Mail",
        ChannelRoute.Api or null => WebAddress.IsWeb(channel.Address) ? "Way.Page" : "Way.Phone",
    }];

    /// <summary>One sentence; <see langword="null"/> where no language is known.</summary>
    public string? Languages(HelpService service) => service.Languages.Count == 0
        ? null
        : text["Languages", string.Join(text["ListSeparator"].Value, service.Languages.Select(Language))].Value;

    /// <summary>When somebody answers the phone, a line for each rule; empty where there is no number to call.</summary>
    public IEnumerable<string> Hours(HelpService service)
    {
        if (service.Phone is null || service.Kind is HelpKind.Emergency)
        {
            yield break;
        }

        if (service.Hours is not { Always: false } hours)
        {
            yield return service.Hours is null ? text["HoursUnknown"] : text["HoursAlways"];
            yield break;
        }

        foreach (var opening in hours.Openings)
        {
            foreach (var days in Runs(opening.Days))
            {
                yield return text["HoursOnDays", days, Time(opening.From), Time(opening.To)];
            }
        }

        yield return text["HoursZone", Place(service.Zone!)];
    }

    // A zone is named by one of its cities, and the names of cities are English there.
    private static string Place(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private static string Time(TimeOnly time) => time.ToString("t", CultureInfo.CurrentCulture);

    private string Language(string code) => code == HelpService.OtherLanguages ? text["LanguageOthers"] : CultureInfo.GetCultureInfo(code).DisplayName;

    /// <summary>Days that follow each other, in words; the week begins on Monday.</summary>
    private IEnumerable<string> Runs(IReadOnlyList<DayOfWeek> days)
    {
        var numbers = days.Select(day => ((int)day + 6) % 7).Distinct().Order().ToList();
        if (numbers.Count == 7)
        {
            return [text["EveryDay"]];
        }

        return numbers
            .Select((number, index) => (number, Run: number - index))
            .GroupBy(day => day.Run, day => day.number)
            .Select(run => run.Count() == 1 ? Day(run.First()) : text["DaysFromTo", Day(run.First()), Day(run.Last())].Value);
    }

    private static string Day(int number) => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName((DayOfWeek)((number + 1) % 7));
}

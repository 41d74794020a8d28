using System.Globalization;
using CaseManager.Core.Platforms.Help;
using CaseManager.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Public;

/// <summary>Where anybody finds help without telling us anything: no script, no cookie, nothing kept of what was chosen.</summary>
public sealed class HelpModel(HelpDirectory help, ListSelfReports listSelfReports, HelpWords words) : PageModel
{
    public const string Address = "/help";

    /// <summary>All of them, or the one that was chosen; in the order of their names.</summary>
    public IReadOnlyList<HelpCountry> Countries { get; private set; } = [];

    /// <summary>For choosing: every country of the list.</summary>
    public IReadOnlyList<HelpCountry> Choices { get; private set; } = [];

    public HelpCountry? Chosen { get; private set; }

    /// <summary>A country was asked for that the list does not have.</summary>
    public bool IsUnknown { get; private set; }

    /// <summary><see langword="null"/> while the database cannot be reached: everything else is shown without it.</summary>
    public IReadOnlyList<SelfReport>? SelfReports { get; private set; }

    /// <summary>What the page explains: what works in every country, and what belongs to those that are shown.</summary>
    public IReadOnlyList<HelpTool> MinorTools => Tools(help.ForMinors(country: null), ("TakeItDown", "take-it-down"), ("ReportRemove", "gb-report-remove"), ("Hotlines", "inhope"));

    public IReadOnlyList<HelpTool> AdultTools => Tools(help.ForAdults(country: null), ("StopNcii", "stopncii"));

    /// <param name="country">ISO 3166-1, in any letters.</param>
    public async Task OnGetAsync(string? country, CancellationToken cancel)
    {
        var names = StringComparer.Create(CultureInfo.CurrentUICulture, CompareOptions.None);
        Choices =
        [
            .. help.Countries
                .Select(code => new HelpCountry(code, words.Country(code), [.. help.Emergency(code)], [.. help.ForMinors(code)], [.. help.ForAdults(code)]))
                .OrderBy(shown => shown.Name, names),
        ];
        Chosen = Choices.FirstOrDefault(choice => string.Equals(choice.Code, country?.Trim(), StringComparison.OrdinalIgnoreCase));
        IsUnknown = Chosen is null && !string.IsNullOrWhiteSpace(country);
        Countries = Chosen is null ? Choices : [Chosen];
        try
        {
            SelfReports = [.. (await listSelfReports.RunAsync(cancel)).OrderBy(report => report.Platform.Name, names)];
        }
        catch (Exception failure) when (DatabaseAway.Is(failure))
        {
            // A page of emergency numbers does not wait for a database.
            SelfReports = null;
        }
    }

    private List<HelpTool> Tools(IEnumerable<HelpService> everywhere, params (string Text, string Id)[] explained) =>
    [
        .. explained
            .Select(tool => (tool.Text, Service: help.All.FirstOrDefault(service => service.Id == tool.Id && (service.Country is null || Chosen is null || service.Country == Chosen.Code))))
            .Where(tool => tool.Service is not null)
            .Select(tool => new HelpTool(tool.Text, tool.Service!)),
        .. everywhere.Where(service => explained.All(tool => tool.Id != service.Id)).Select(service => new HelpTool(null, service)),
    ];
}

/// <summary>A service that the page explains.</summary>
/// <param name="Text">Where its texts begin; <see langword="null"/> for one of an organisation's own list, which has none.</param>
public sealed record HelpTool(string? Text, HelpService Service);

/// <summary>A country and the help there.</summary>
public sealed record HelpCountry(
    string Code, string Name, IReadOnlyList<HelpService> Emergency, IReadOnlyList<HelpService> Minors, IReadOnlyList<HelpService> Adults);

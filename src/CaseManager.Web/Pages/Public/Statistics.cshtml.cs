using CaseManager.Core;
using CaseManager.Core.Statistics.Bundles;
using CaseManager.Core.Statistics.Publishing;
using CaseManager.Core.Statistics.Releases;
using CaseManager.Web.Pages.Shared;
using CaseManager.Web.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Pages.Public;

/// <summary>The releases that a supervisor published, where the organisation switched this page on. One release a page: the newest, or the one asked for.</summary>
public sealed class StatisticsModel(ShowPublished published, IOptions<CaseManagerOptions> options) : PageModel
{
    /// <summary>The newest of each period, newest period first.</summary>
    public IReadOnlyList<Release> Releases { get; private set; } = [];

    /// <summary>The one that is shown; <see langword="null"/> where nothing was published yet.</summary>
    public Release? Release { get; private set; }

    public BundleContent? Bundle { get; private set; }

    public ShownTables Tables => new(HexId.Write(Release!.Id), Bundle!, "h2");

    public async Task<IActionResult> OnGetAsync(string? period, CancellationToken cancel)
    {
        if (!options.Value.PublicStatistics)
        {
            return NotFound();
        }

        Releases = await published.RunAsync(cancel);
        Release = Releases.FirstOrDefault(release => period is null || release.Period == period);
        if (Release is null)
        {
            return period is null ? Page() : NotFound();
        }

        if (await published.OpenAsync(Release.Id, cancel) is not { } found)
        {
            // Taken off this very moment.
            return NotFound();
        }

        Bundle = BundleContent.Read(found.Bytes);
        return Page();
    }
}

using CaseManager.Core;
using CaseManager.Core.Statistics.Bundles;
using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Releases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Statistics;

/// <summary>A release on one page for whoever pays for the work; made from the bundle and nothing else.</summary>
public sealed class SummaryModel(ExportRelease export) : PageModel
{
    public Release Release { get; private set; } = null!;

    public BundleContent Bundle { get; private set; } = null!;

    public PlainSummary Summary { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string releaseId, CancellationToken cancel)
    {
        if (!HexId.TryRead(releaseId, out var id))
        {
            return NotFound();
        }

        try
        {
            var found = await export.RunAsync(id, cancel);
            (Release, Bundle) = (found.Release, BundleContent.Read(found.Bytes));
        }
        catch (RefusedException refusal) when (refusal.Kind is RefusalKind.NotFound)
        {
            return NotFound();
        }

        Summary = PlainSummary.Of(Bundle);
        return Page();
    }

    /// <summary>A band of time within a sentence.</summary>
    public static string Band(string code) => PlainWords.OfCode(CodeLists.RemovalTime.Name, code).ToLowerInvariant();
}
